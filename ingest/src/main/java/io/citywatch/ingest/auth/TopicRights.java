package io.citywatch.ingest.auth;

import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.MqttTopic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which topics a client may use: those of the contract that carry its own id. Everything else is foreign. */
public final class TopicRights {
    private static final int LONGEST_TOPIC_BYTES = 128;

    /** What a client gets that asks for a filter. */
    public enum Subscription {
        GRANTED,
        FOREIGN,
        SHARED,
        INVALID
    }

    private TopicRights() {}

    /** The topic, if this client publishes on it; empty if it is foreign to it. */
    public static Optional<MqttTopic> publishing(Credential credential, String topic) {
        if (topic.length() > LONGEST_TOPIC_BYTES
                || topic.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC_BYTES) {
            return Optional.empty();
        }
        return MqttTopic.parse(topic)
                .filter(parsed -> parsed.client().equals(credential.client()) && publishes(credential.role(), parsed));
    }

    /** Granted if every topic that the filter matches carries the client's own id. */
    public static Subscription subscribing(String client, TopicFilter filter) {
        if (filter.isShared()) {
            return Subscription.SHARED;
        }
        if (!filter.isValid()) {
            return Subscription.INVALID;
        }
        if (!filter.hasWildcard()) {
            boolean own = MqttTopic.parse(filter.toString())
                    .filter(topic -> topic.client().equals(client))
                    .isPresent();
            return own ? Subscription.GRANTED : Subscription.FOREIGN;
        }
        boolean tree = filter.level(0).equals("devices")
                || filter.level(0).equals("responders")
                || filter.level(0).equals("+");
        return tree && filter.level(1).equals(client) ? Subscription.GRANTED : Subscription.FOREIGN;
    }

    /** Where the platform publishes to this client. */
    public static String inbox(Credential credential) {
        return switch (credential.role()) {
            case DEVICE -> MqttTopic.ofCommands(credential.client());
            case RESPONDER -> MqttTopic.ofOffers(credential.client());
        };
    }

    private static boolean publishes(Credential.Role role, MqttTopic topic) {
        return switch (role) {
            case DEVICE ->
                topic instanceof MqttTopic.Telemetry
                        || topic instanceof MqttTopic.Events
                        || topic instanceof MqttTopic.State
                        || topic instanceof MqttTopic.CommandResult;
            case RESPONDER -> topic instanceof MqttTopic.ResponderPosition || topic instanceof MqttTopic.OfferAnswer;
        };
    }
}
