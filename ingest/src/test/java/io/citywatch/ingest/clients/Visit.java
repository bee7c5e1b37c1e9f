package io.citywatch.ingest.clients;

import java.util.List;

/**
 * What a client is to do: connect, publish, subscribe, wait for messages and say goodbye. A connection that breaks
 * meanwhile comes back by itself.
 *
 * @param version 4 for MQTT 3.1.1, 5 for 5.0
 * @param token null if the certificate of its papers stands for it, and for the user name
 * @param keep true for a session that outlives the visit
 * @param subscribe the filter, at QoS 1; empty for none
 * @param expect how many messages to wait for
 */
public record Visit(
        Door door,
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

    /** One that does nothing yet. */
    public static Visit at(Door door, Client client, String id, String token) {
        return new Visit(door, client.version(), id, token, false, List.of(), "", 0);
    }

    public Visit publishing(List<Message> messages) {
        return new Visit(door, version, id, token, keep, messages, subscribe, expect);
    }

    public Visit subscribing(String filter) {
        return new Visit(door, version, id, token, keep, publish, filter, expect);
    }

    public Visit expecting(int messages) {
        return new Visit(door, version, id, token, keep, publish, subscribe, messages);
    }

    public Visit keeping() {
        return new Visit(door, version, id, token, true, publish, subscribe, expect);
    }
}
