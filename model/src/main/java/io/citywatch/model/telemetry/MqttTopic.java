package io.citywatch.model.telemetry;

import io.citywatch.model.IdSyntax;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The MQTT topics of the contract, parsed: who they belong to and what travels on them. */
public sealed interface MqttTopic {
    /** {@code devices/{id}/telemetry/{kind}}; the kind as given, known or not. */
    record Telemetry(String client, String kind) implements MqttTopic {}

    /** {@code devices/{id}/events/{kind}}; the kind as given, known or not. */
    record Events(String client, String kind) implements MqttTopic {}

    /** {@code devices/{id}/state}. */
    record State(String client) implements MqttTopic {}

    /** {@code devices/{id}/commands}; the platform publishes. */
    record Commands(String client) implements MqttTopic {}

    /** {@code devices/{id}/commands/{commandId}}: a command's result. */
    record CommandResult(String client, String command) implements MqttTopic {}

    /** {@code responders/{id}/position}. */
    record ResponderPosition(String client) implements MqttTopic {}

    /** {@code responders/{id}/offers}; the platform publishes. */
    record Offers(String client) implements MqttTopic {}

    /** {@code responders/{id}/offers/{offerId}}: an answer to an offer. */
    record OfferAnswer(String client, String offer) implements MqttTopic {}

    /** The device or responder that the topic belongs to. */
    String client();

    /** Empty if the topic is not one of the contract's. */
    static Optional<MqttTopic> parse(String topic) {
        int first = topic.indexOf('/');
        int second = topic.indexOf('/', first + 1);
        if (first < 0 || second < 0) {
            return Optional.empty();
        }
        String client = topic.substring(first + 1, second);
        int third = topic.indexOf('/', second + 1);
        // A fifth level lands in the leaf, whose slash is not an id's.
        String leaf = third < 0 ? null : topic.substring(third + 1);
        if (!IdSyntax.isValid(client) || (leaf != null && !IdSyntax.isValid(leaf))) {
            return Optional.empty();
        }
        String branch = topic.substring(second + 1, third < 0 ? topic.length() : third);
        return Optional.ofNullable(
                switch (topic.substring(0, first)) {
                    case "devices" -> ofDevice(client, branch, leaf);
                    case "responders" -> ofResponder(client, branch, leaf);
                    default -> null;
                });
    }

    private static @Nullable MqttTopic ofDevice(String client, String branch, @Nullable String leaf) {
        return switch (branch) {
            case "telemetry" -> leaf == null ? null : new Telemetry(client, leaf);
            case "events" -> leaf == null ? null : new Events(client, leaf);
            case "state" -> leaf == null ? new State(client) : null;
            case "commands" -> leaf == null ? new Commands(client) : new CommandResult(client, leaf);
            default -> null;
        };
    }

    private static @Nullable MqttTopic ofResponder(String client, String branch, @Nullable String leaf) {
        return switch (branch) {
            case "position" -> leaf == null ? new ResponderPosition(client) : null;
            case "offers" -> leaf == null ? new Offers(client) : new OfferAnswer(client, leaf);
            default -> null;
        };
    }

    /** {@code devices/{id}/telemetry/{kind}}, {@code devices/{id}/events/{kind}} or {@code devices/{id}/state}. */
    static String ofTelemetry(String device, TelemetryKind kind, Lane lane) {
        if (kind == TelemetryKind.STATE) {
            return "devices/" + device + "/state";
        }
        return "devices/" + device + (lane == Lane.EMERGENCY ? "/events/" : "/telemetry/") + kind.text();
    }

    static String ofCommands(String device) {
        return "devices/" + device + "/commands";
    }

    static String ofOffers(String responder) {
        return "responders/" + responder + "/offers";
    }

    static String ofOfferAnswer(String responder, String offer) {
        return "responders/" + responder + "/offers/" + offer;
    }

    static String ofPosition(String responder) {
        return "responders/" + responder + "/position";
    }
}
