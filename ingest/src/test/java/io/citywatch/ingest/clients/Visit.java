package io.citywatch.ingest.clients;

import java.util.List;

/**
 * What a client is to do: connect, publish, subscribe, wait for messages and say goodbye. A connection that breaks
 * meanwhile comes back by itself.
 *
 * @param version 4 for MQTT 3.1.1, 5 for 5.0
 * @param keep true for a session that outlives the visit
 * @param subscribe the filter, at QoS 1; empty for none
 * @param expect how many messages to wait for
 */
public record Visit(
        Transport transport,
        int port,
        int version,
        String id,
        String token,
        boolean keep,
        List<Message> publish,
        String subscribe,
        int expect) {
    /** One message to publish. */
    public record Message(String topic, String payload, int qos) {}

    /** What the client saw. */
    public record Seen(boolean sessionPresent, List<String> received) {}

    public Visit publishing(Message... messages) {
        return new Visit(transport, port, version, id, token, keep, List.of(messages), subscribe, expect);
    }

    public Visit subscribing(String filter) {
        return new Visit(transport, port, version, id, token, keep, publish, filter, expect);
    }

    public Visit expecting(int messages) {
        return new Visit(transport, port, version, id, token, keep, publish, subscribe, messages);
    }

    public Visit keeping() {
        return new Visit(transport, port, version, id, token, true, publish, subscribe, expect);
    }
}
