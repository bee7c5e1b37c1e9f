package io.citywatch.model.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Sha256;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.TelemetryCodec;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One message of a device as the log keeps it: the bytes that the device sent, and beside them what the gateway
 * stamped once. A second append of the same message (a resend) has the same identity and another received-at.
 *
 * @param device who sent it
 * @param kind what it is
 * @param lane which lane it came on
 * @param identity the message's identity within its device, see {@link #identityOf}
 * @param gateway who received it; empty if nobody says
 * @param receivedAt when the gateway received it; stamped once
 * @param loggedAt when the log appended it (LogAppendTime)
 * @param contentType how the device wrote the payload
 * @param payload the device's bytes; treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are passed on, never compared
public record LogRecord(
        DeviceId device,
        TelemetryKind kind,
        Lane lane,
        String identity,
        String gateway,
        Instant receivedAt,
        Instant loggedAt,
        ContentType contentType,
        byte[] payload) {
    /** A message in JSON. */
    public LogRecord(
            DeviceId device,
            TelemetryKind kind,
            Lane lane,
            String identity,
            String gateway,
            Instant receivedAt,
            Instant loggedAt,
            byte[] payload) {
        this(device, kind, lane, identity, gateway, receivedAt, loggedAt, ContentType.JSON, payload);
    }

    /** A message in JSON that nobody says who received. */
    public LogRecord(
            DeviceId device,
            TelemetryKind kind,
            Lane lane,
            String identity,
            Instant receivedAt,
            Instant loggedAt,
            byte[] payload) {
        this(device, kind, lane, identity, "", receivedAt, loggedAt, payload);
    }

    /**
     * The identity of a message within its device: {@code {seq}@{boot}} where the device counts, else the SHA-256 of
     * topic and payload. (contracts, Payloads)
     */
    public static String identityOf(@Nullable Sequence sequence, String topic, byte[] payload) {
        if (sequence != null) {
            return sequence.seq() + "@" + sequence.boot();
        }
        return Sha256.hex(topic.getBytes(StandardCharsets.UTF_8), payload);
    }

    /** The MQTT topic that it came on. */
    public String mqttTopic() {
        return MqttTopic.ofTelemetry(device.value(), kind, lane);
    }

    /** The log topic that it belongs on. */
    public LogTopic logTopic() {
        return LogTopic.of(lane);
    }

    /** Reads the payload. */
    public Decoded<Telemetry> telemetry() {
        return TelemetryCodec.decode(kind, lane, contentType, payload);
    }

    /** The record headers; the log's value is the payload, its key the device id, its timestamp logged-at. */
    public Map<String, byte[]> headers() {
        return Map.of(
                LogStamp.HEADER,
                new LogStamp(device, kind, lane, gateway).of(contentType, receivedAt.toEpochMilli(), identity));
    }

    /**
     * Reads a record back.
     *
     * @param header the value of a header by its name, null if absent
     * @param timestampMillis the record's timestamp
     * @param payload the record's value
     */
    public static Decoded<LogRecord> read(
            Function<String, byte @Nullable []> header, long timestampMillis, byte @Nullable [] payload) {
        return LogStamp.read(header.apply(LogStamp.HEADER), timestampMillis, payload);
    }

    /**
     * Reads every message of a record, one or a {@link LogPack} of them; never none.
     *
     * @param header the value of a header by its name, null if absent
     */
    public static List<Decoded<LogRecord>> readAll(
            Function<String, byte @Nullable []> header, long timestampMillis, byte @Nullable [] value) {
        byte[] pack = header.apply(LogPack.HEADER);
        return pack == null
                ? List.of(read(header, timestampMillis, value))
                : LogPack.read(pack, timestampMillis, value);
    }
}
