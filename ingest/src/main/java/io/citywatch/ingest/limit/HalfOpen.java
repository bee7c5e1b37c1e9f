package io.citywatch.ingest.limit;

import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The connections that have not logged in yet. Where there are too many, of one address or of all, the oldest goes: an
 * honest client needs moments, so the oldest is one that only holds its place, and who stands behind the same address
 * as an attacker still gets in. Thread-safe.
 */
public final class HalfOpen {
    private final int most;
    private final int mostPerAddress;
    private final Set<Connection> all = new LinkedHashSet<>();
    private final Map<Object, Set<Connection>> byAddress = new HashMap<>();

    public HalfOpen(LimitConfig config) {
        this.most = config.halfOpen();
        this.mostPerAddress = config.halfOpenPerAddress();
    }

    /** A connection was accepted. */
    public synchronized void enter(Connection connection) {
        Set<Connection> neighbours = byAddress.computeIfAbsent(addressOf(connection), key -> new LinkedHashSet<>());
        neighbours.add(connection);
        all.add(connection);
        if (neighbours.size() > mostPerAddress) {
            dismiss(neighbours.iterator().next());
        } else if (all.size() > most) {
            dismiss(all.iterator().next());
        }
    }

    /** It has logged in, or is gone. */
    public synchronized void left(Connection connection) {
        if (all.remove(connection)) {
            Object address = addressOf(connection);
            Set<Connection> neighbours = byAddress.get(address);
            if (neighbours != null && neighbours.remove(connection) && neighbours.isEmpty()) {
                byAddress.remove(address);
            }
        }
    }

    public synchronized int count() {
        return all.size();
    }

    private void dismiss(Connection oldest) {
        left(oldest);
        oldest.leave(Departure.HALF_OPEN_LIMIT);
    }

    /** Of IPv6 the network: whoever has one address of a /64 has them all. */
    private static Object addressOf(Connection connection) {
        if (!(connection.channel().remoteAddress() instanceof InetSocketAddress remote) || remote.isUnresolved()) {
            return "";
        }
        return remote.getAddress() instanceof Inet6Address address
                ? (Object) ByteBuffer.wrap(address.getAddress()).getLong()
                : remote.getAddress();
    }
}
