package io.citywatch.ingest.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Cbor;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.CommandResult;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.PositionReport;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.TelemetryCodec;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds the way that a client's topic takes into the log. */
public final class Routes {
    private Routes() {}

    /** Says which message of its device a message is. */
    @FunctionalInterface
    private interface Identity {
        String of(Telemetry telemetry, byte[] payload, Instant receivedAt);
    }

    /**
     * @param gateway who receives it
     * @param credential who publishes
     * @param topic a topic that this client may publish on
     * @param name the topic as the client wrote it
     */
    public static Route of(String gateway, Credential credential, MqttTopic topic, String name) {
        return of(
                gateway,
                credential,
                topic,
                name,
                (telemetry, payload, receivedAt) -> LogRecord.identityOf(telemetry.sequence(), name, payload));
    }

    /**
     * The way of a will. It counts each time it fires, whatever it counts itself, so it has an identity of its own.
     *
     * @param connection the number of the connection that left it
     */
    public static Route ofWill(String gateway, Credential credential, MqttTopic topic, String name, long connection) {
        return of(
                gateway,
                credential,
                topic,
                name,
                (telemetry, payload, receivedAt) -> Sha256.hex(
                        (name + '|' + gateway + '|' + connection + '|' + receivedAt.toEpochMilli() + '|')
                                .getBytes(StandardCharsets.UTF_8),
                        payload));
    }

    private static Route of(String gateway, Credential credential, MqttTopic topic, String name, Identity identity) {
        if (topic instanceof MqttTopic.Telemetry telemetry) {
            return telemetry(gateway, credential, telemetry.kind(), Lane.BULK, name, identity);
        }
        if (topic instanceof MqttTopic.Events events) {
            return telemetry(gateway, credential, events.kind(), Lane.EMERGENCY, name, identity);
        }
        if (topic instanceof MqttTopic.State) {
            return telemetry(gateway, credential, TelemetryKind.STATE.text(), Lane.BULK, name, identity);
        }
        String client = credential.client();
        if (topic instanceof MqttTopic.CommandResult result) {
            return document(
                    client,
                    name,
                    LogTopic.COMMAND_RESULTS,
                    Lane.BULK,
                    CommandResult.class,
                    (value, receivedAt) -> new CommandResult.Logged(client, result.command(), receivedAt, value));
        }
        if (topic instanceof MqttTopic.ResponderPosition) {
            return document(
                    client,
                    name,
                    LogTopic.RESPONDER_POSITIONS,
                    Lane.BULK,
                    PositionReport.class,
                    (value, receivedAt) -> new PositionReport.Logged(client, receivedAt, value));
        }
        if (topic instanceof MqttTopic.OfferAnswer answer) {
            return document(
                    client,
                    name,
                    LogTopic.OFFER_ANSWERS,
                    Lane.EMERGENCY,
                    OfferAnswer.class,
                    (value, receivedAt) -> new OfferAnswer.Logged(client, answer.offer(), receivedAt, value));
        }
        throw new IllegalArgumentException("topic: '" + name + "' (expected: one that a client publishes on)");
    }

    private static Route telemetry(
            String gateway, Credential credential, String kindText, Lane lane, String name, Identity identities) {
        String client = credential.client();
        Optional<TelemetryKind> known = TelemetryKind.parse(kindText);
        if (known.isEmpty()) {
            return refusing(client, name, lane, "kind: '" + kindText + "' (expected: a kind of telemetry)");
        }
        TelemetryKind kind = known.get();
        DeviceKind device = credential.kind();
        if (device == null || !kind.isSentBy(device)) {
            return refusing(
                    client,
                    name,
                    lane,
                    "kind: '" + kindText + "' is not sent by a "
                            + (device == null ? "device without a kind" : device.text()));
        }
        TelemetryStamp stamp = new TelemetryStamp(gateway, new DeviceId(client), kind, lane);
        return (payload, contentType, receivedAt) -> {
            ContentType type = ContentType.of(contentType);
            Decoded<Telemetry> decoded = TelemetryCodec.decode(kind, lane, type, payload);
            if (decoded instanceof Decoded.Valid<Telemetry> valid) {
                String identity = identities.of(valid.value(), payload, receivedAt);
                return new Intake(stamp.stamp(identity, receivedAt, type, payload), null, true);
            }
            String fault = decoded.fold(value -> "", reason -> reason);
            return unreadable(client, name, lane, fault, receivedAt, payload);
        };
    }

    private static <T> Route document(
            String client, String name, LogTopic log, Lane lane, Class<T> type, BiFunction<T, Instant, ?> logged) {
        return (payload, contentType, receivedAt) -> {
            Decoded<T> decoded = ContentType.of(contentType) == ContentType.CBOR
                    ? Cbor.read(payload, type)
                    : Json.read(payload, type);
            return decoded.fold(
                    value -> new Intake(
                            PlainEntry.json(log, lane, client, logged.apply(value, receivedAt)), null, false),
                    fault -> unreadable(client, name, lane, fault, receivedAt, payload));
        };
    }

    private static Route refusing(String client, String name, Lane lane, String fault) {
        return (payload, contentType, receivedAt) -> unreadable(client, name, lane, fault, receivedAt, payload);
    }

    private static Intake unreadable(
            String client, String name, Lane lane, String fault, Instant receivedAt, byte[] payload) {
        DeadLetter letter = new DeadLetter(client, name, fault, receivedAt, payload);
        return new Intake(PlainEntry.json(LogTopic.DEAD_LETTERS, lane, client, letter), fault, false);
    }
}
