package io.citywatch.ingest.session;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The packet ids of QoS 2 messages that a client has sent and not yet released. A message with such an id is the same
 * message again, and must not reach the log twice [MQTT-4.3.3-10]. Not thread-safe.
 */
public final class Inbox {
    private final BitSet received = new BitSet();
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
        if (exchange != null && exchange.reasonCode() >= 0) {
            received.set(packetId);
        }
    }

    /** False if the packet id is none that waits for its release. */
    public boolean release(int packetId) {
        boolean known = received.get(packetId);
        received.clear(packetId);
        return known;
    }
}
