package io.citywatch.model.log;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.IdSyntax;
import io.citywatch.model.PlainText;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway writes beside a device's bytes, as the value of one header: {@code device kind lane json|cbor gateway
 * received-at identity}, one space between, the identity (which may hold spaces) last; a gateway that nobody names is
 * {@code ?}. One header, since each costs a log's writer and its broker as much as fifty bytes do. What all messages of
 * one device, kind and lane share is made once. Thread-safe.
 */
public final class LogStamp {
    /** The header's name. */
    public static final String HEADER = "stamp";

    private static final int PARTS = 7;
    private static final String NOBODY = "?";
    private static final String JSON = "json";
    private static final String CBOR = "cbor";

    private final byte[] json;
    private final byte[] cbor;

    /** @param gateway who receives the messages; empty if nobody says */
    public LogStamp(DeviceId device, TelemetryKind kind, Lane lane, String gateway) {
        this.json = head(device, kind, lane, JSON, gateway);
        this.cbor = head(device, kind, lane, CBOR, gateway);
    }

    /**
     * The header's value for one message.
     *
     * @param receivedAtMillis epoch milliseconds
     * @param identity the message's identity within its device
     */
    public byte[] of(ContentType type, long receivedAtMillis, String identity) {
        return joined(head(type), tail(receivedAtMillis, identity));
    }

    /** What all messages share that are written so: the stamp as far as the gateway. */
    public byte[] head(ContentType type) {
        return type == ContentType.CBOR ? cbor : json;
    }

    /** What is one message's own: received-at and identity. */
    public static byte[] tail(long receivedAtMillis, String identity) {
        return (receivedAtMillis + " " + identity).getBytes(StandardCharsets.UTF_8);
    }

    /** A stamp out of its two ends. */
    public static byte[] joined(byte[] head, byte[] tail) {
        byte[] stamp = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, stamp, head.length, tail.length);
        return stamp;
    }

    /** The record that a stamp stands beside. */
    static Decoded<LogRecord> read(byte @Nullable [] stamp, long timestampMillis, byte @Nullable [] payload) {
        String text = stamp == null ? "" : new String(stamp, StandardCharsets.UTF_8);
        String[] parts = text.split(" ", PARTS);
        if (payload == null || parts.length < PARTS) {
            return refused(text, payload == null ? "no payload" : parts.length + " of " + PARTS + " parts");
        }
        Optional<TelemetryKind> kind = TelemetryKind.parse(parts[1]);
        Optional<Lane> lane = Lane.parse(parts[2]);
        Optional<ContentType> type = type(parts[3]);
        String identity = parts[6];
        if (!IdSyntax.isValid(parts[0]) || kind.isEmpty() || lane.isEmpty() || type.isEmpty() || identity.isEmpty()) {
            return refused(
                    text,
                    "device " + PlainText.quoted(parts[0]) + ", kind " + PlainText.quoted(parts[1]) + ", lane "
                            + PlainText.quoted(parts[2]) + ", written as " + PlainText.quoted(parts[3])
                            + ", identity " + PlainText.quoted(identity));
        }
        try {
            return Decoded.valid(new LogRecord(
                    new DeviceId(parts[0]),
                    kind.get(),
                    lane.get(),
                    identity,
                    parts[4].equals(NOBODY) ? "" : parts[4],
                    Instant.ofEpochMilli(Long.parseLong(parts[5])),
                    Instant.ofEpochMilli(timestampMillis),
                    type.get(),
                    payload));
        } catch (NumberFormatException e) {
            return Decoded.invalid("received-at: " + PlainText.quoted(parts[5]) + " (expected: epoch milliseconds)");
        }
    }

    private static Decoded<LogRecord> refused(String stamp, String fault) {
        return Decoded.invalid("not a telemetry record: " + HEADER + " " + PlainText.quoted(stamp) + ": " + fault);
    }

    /** The content type that a stamp names. */
    private static Optional<ContentType> type(String name) {
        return switch (name) {
            case JSON -> Optional.of(ContentType.JSON);
            case CBOR -> Optional.of(ContentType.CBOR);
            default -> Optional.empty();
        };
    }

    private static byte[] head(DeviceId device, TelemetryKind kind, Lane lane, String type, String gateway) {
        String who = gateway.isEmpty() ? NOBODY : gateway;
        return (device.value() + " " + kind.text() + " " + lane.text() + " " + type + " " + who + " ")
                .getBytes(StandardCharsets.UTF_8);
    }
}
