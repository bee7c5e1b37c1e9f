package io.citywatch.ingest.session;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The packet ids of QoS 2 messages that a client has sent and not yet released. A message with such an id is the same
 * message again, and must not reach the log twice [MQTT-4.3.3-10]. Not thread-safe.
 */
public final class Inbox {
    private static final int REMEMBERED = 32;

    private final int[] released = new int[REMEMBERED];
    private BitSet received = new BitSet();
    private int releases;
    private final Map<Integer, Exchange> pending = new HashMap<>();

    /** True if the log has the message and the client was told so. */
    public boolean hasReceived(int packetId) {
        return received.get(packetId);
    }

    /** The message that is on its way into the log; empty if the log could not take it, so that it may come again. */
    public Optional<Exchange> pending(int packetId) {
        Exchange exchange = pending.get(packetId);
        return exchange == null || exchange.hasFailed() ? Optional.empty() : Optional.of(exchange);
    }

    /** A message that goes to the log now. */
    public Exchange open(int packetId, byte reasonCode, String reason) {
        Exchange exchange = new Exchange(reasonCode, reason);
        pending.put(packetId, exchange);
        return exchange;
    }

    /** Its PUBREC goes out; one with an error ends the exchange [MQTT-4.3.3-9]. */
    public void acknowledged(int packetId) {
        Exchange exchange = pending.remove(packetId);
        if (exchange != null) {
            received.set(packetId, exchange.reasonCode() >= 0);
        }
    }

    /**
     * False if the packet id is none that was received. One that was released lately is known still: its PUBCOMP was
     * lost with a connection, and some clients take an error in the answer to their second PUBREL for a failure.
     */
    public boolean release(int packetId) {
        if (received.get(packetId)) {
            received.clear(packetId);
            released[releases++ % REMEMBERED] = packetId;
            return true;
        }
        return Arrays.stream(released).anyMatch(known -> known == packetId);
    }

    /** Gives back the memory that ids of the past took, since a session may be kept for long. */
    void pack() {
        received = (BitSet) received.clone();
    }
}
