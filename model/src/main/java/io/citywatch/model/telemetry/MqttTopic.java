package io.citywatch.model.telemetry;

import io.citywatch.model.IdSyntax;
import java.util.Optional;

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
        String[] levels = topic.split("/", -1);
        if (levels.length < 3 || levels.length > 4 || !IdSyntax.isValid(levels[1])) {
            return Optional.empty();
        }
        String leaf = levels.length == 4 ? levels[3] : "";
        if (levels.length == 4 && !IdSyntax.isValid(leaf)) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (levels[0] + "/" + levels[2] + (levels.length == 4 ? "/+" : "")) {
                    case "devices/telemetry/+" -> new Telemetry(levels[1], leaf);
                    case "devices/events/+" -> new Events(levels[1], leaf);
                    case "devices/state" -> new State(levels[1]);
                    case "devices/commands" -> new Commands(levels[1]);
                    case "devices/commands/+" -> new CommandResult(levels[1], leaf);
                    case "responders/position" -> new ResponderPosition(levels[1]);
                    case "responders/offers" -> new Offers(levels[1]);
                    case "responders/offers/+" -> new OfferAnswer(levels[1], leaf);
                    default -> null;
                });
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
