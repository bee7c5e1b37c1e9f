package io.citywatch.model.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.IdSyntax;
import io.citywatch.model.PlainText;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
    private static final String DEVICE = "device";
    private static final String KIND = "kind";
    private static final String LANE = "lane";
    private static final String IDENTITY = "identity";
    private static final String GATEWAY = "gateway";
    private static final String RECEIVED_AT = "received-at";
    private static final String CONTENT_TYPE = "content-type";

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
        return lane == Lane.EMERGENCY ? LogTopic.TELEMETRY_EVENTS : LogTopic.TELEMETRY_BULK;
    }

    /** Reads the payload. */
    public Decoded<Telemetry> telemetry() {
        return TelemetryCodec.decode(kind, lane, contentType, payload);
    }

    /** The record headers; the log's value is the payload, its key the device id, its timestamp logged-at. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(DEVICE, utf8(device.value()));
        headers.put(KIND, utf8(kind.text()));
        headers.put(LANE, utf8(lane.text()));
        headers.put(IDENTITY, utf8(identity));
        if (!gateway.isEmpty()) {
            headers.put(GATEWAY, utf8(gateway));
        }
        headers.put(RECEIVED_AT, utf8(Long.toString(receivedAt.toEpochMilli())));
        headers.put(CONTENT_TYPE, utf8(contentType.text()));
        return headers;
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
        String device = text(header, DEVICE);
        String identity = text(header, IDENTITY);
        Optional<TelemetryKind> kind = TelemetryKind.parse(text(header, KIND));
        Optional<Lane> lane = Lane.parse(text(header, LANE));
        String receivedAt = text(header, RECEIVED_AT);
        if (payload == null || !IdSyntax.isValid(device) || identity.isEmpty() || kind.isEmpty() || lane.isEmpty()) {
            return Decoded.invalid("not a telemetry record: device " + PlainText.quoted(device) + ", kind "
                    + PlainText.quoted(text(header, KIND)) + ", lane " + PlainText.quoted(text(header, LANE))
                    + ", identity " + PlainText.quoted(identity) + (payload == null ? ", no payload" : ""));
        }
        try {
            return Decoded.valid(new LogRecord(
                    new DeviceId(device),
                    kind.get(),
                    lane.get(),
                    identity,
                    text(header, GATEWAY),
                    Instant.ofEpochMilli(Long.parseLong(receivedAt)),
                    Instant.ofEpochMilli(timestampMillis),
                    ContentType.of(text(header, CONTENT_TYPE)),
                    payload));
        } catch (NumberFormatException e) {
            return Decoded.invalid(
                    RECEIVED_AT + ": " + PlainText.quoted(receivedAt) + " (expected: epoch milliseconds)");
        }
    }

    private static String text(Function<String, byte @Nullable []> header, String name) {
        byte @Nullable [] value = header.apply(name);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
