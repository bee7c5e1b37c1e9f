package io.citywatch.ingest.limit;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory of packets of which only a beginning came. A device that stalls in the middle of a frame of 64 KB is no
 * fault, ten thousand of them are more than there is memory. Where they hold too much together, the one that waits
 * longest for its packet's end goes: an honest one ends within moments. Thread-safe.
 */
public final class BegunPackets {
    private final long most;
    private final Map<Connection, Integer> held = new LinkedHashMap<>();
    private long sum;

    public BegunPackets(LimitConfig config) {
        this.most = config.mostBegunBytes();
    }

    /**
     * What a connection holds of its begun packet has changed.
     *
     * @param bytes of memory; 0 if there is no such packet
     * @param isAnother packet than when this was called last
     */
    public synchronized void hold(Connection connection, int bytes, boolean isAnother) {
        Integer before = isAnother || bytes == 0 ? held.remove(connection) : held.get(connection);
        sum -= before == null ? 0 : before;
        if (bytes == 0) {
            return;
        }
        held.put(connection, bytes);
        sum += bytes;
        while (sum > most) {
            Map.Entry<Connection, Integer> oldest = held.entrySet().iterator().next();
            held.remove(oldest.getKey());
            sum -= oldest.getValue();
            oldest.getKey().leave(Departure.BEGUN_PACKETS_LIMIT);
        }
    }

    /** Bytes that are held now. */
    public synchronized long bytes() {
        return sum;
    }
}
