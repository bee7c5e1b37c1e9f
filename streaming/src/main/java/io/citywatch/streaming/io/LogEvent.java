package io.citywatch.streaming.io;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One record of a telemetry topic, flat: what a device sent, a gateway's pulse, or something that is neither. Times are
 * epoch milliseconds.
 *
 * @param type which of the three; the rest is filled as far as the type has it
 * @param device the device; of an unreadable record whoever it names, if anyone
 * @param gateway who received it, or who lived; empty if nobody says
 * @param boot of the gateway that lived
 * @param at received-at of telemetry, when a pulse was written
 * @param reason why it is unreadable; empty if it is not
 * @param contentType how the payload is written; absent unless it is telemetry
 * @param payload the record's value; treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record LogEvent(
        Type type,
        String device,
        String gateway,
        String boot,
        @Nullable TelemetryKind kind,
        @Nullable Lane lane,
        String identity,
        long at,
        long loggedAt,
        String reason,
        @Nullable ContentType contentType,
        byte[] payload) {
    /** What a record is. */
    public enum Type {
        TELEMETRY,
        PULSE,
        UNREADABLE
    }

    private static final byte[] NOTHING = {};
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public static LogEvent telemetry(LogRecord message) {
        return new LogEvent(
                Type.TELEMETRY,
                message.device().value(),
                message.gateway(),
                "",
                message.kind(),
                message.lane(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                "",
                message.contentType(),
                message.payload());
    }

    public static LogEvent pulse(Pulse pulse, long loggedAt) {
        return new LogEvent(
                Type.PULSE,
                "",
                pulse.gateway(),
                pulse.boot(),
                null,
                null,
                "",
                pulse.at().toEpochMilli(),
                loggedAt,
                "",
                null,
                NOTHING);
    }

    public static LogEvent unreadable(String device, String reason, long loggedAt, byte @Nullable [] payload) {
        return new LogEvent(
                Type.UNREADABLE,
                device,
                "",
                "",
                null,
                null,
                "",
                loggedAt,
                loggedAt,
                reason,
                null,
                payload == null ? NOTHING : payload);
    }

    /**
     * Reads a record of the log: one event, or of a pack one for each message.
     *
     * @param sender whom the record's key names; empty if it has none
     * @param header the value of a header by its name, null if absent
     */
    public static List<LogEvent> read(
            String sender, Function<String, byte @Nullable []> header, long loggedAt, byte @Nullable [] value) {
        if (header.apply(Pulse.HEADER) != null) {
            LogEvent pulse = (value == null ? Decoded.<Pulse>invalid("pulse: no value") : Pulse.read(value))
                    .fold(
                            read -> pulse(read, loggedAt),
                            reason -> unreadable(sender, "not a pulse: " + reason, loggedAt, value));
            return List.of(pulse);
        }
        return LogRecord.readAll(header, loggedAt, value).stream()
                .map(message -> of(message, sender, loggedAt, value))
                .toList();
    }

    private static LogEvent of(Decoded<LogRecord> decoded, String sender, long loggedAt, byte @Nullable [] value) {
        return decoded.fold(
                message -> hasPlausibleTime(message)
                        ? telemetry(message)
                        : unreadable(
                                sender,
                                "received-at: " + message.receivedAt() + " (expected: years 1970 to 9999)",
                                loggedAt,
                                message.payload()),
                reason -> unreadable(sender, reason, loggedAt, value));
    }

    /** The record as the log has it; of telemetry only. */
    public LogRecord message() {
        if (kind == null || lane == null || contentType == null) {
            throw new IllegalStateException(type + " (expected: " + Type.TELEMETRY + ")");
        }
        return new LogRecord(
                new DeviceId(device),
                kind,
                lane,
                identity,
                gateway,
                Instant.ofEpochMilli(at),
                Instant.ofEpochMilli(loggedAt),
                contentType,
                payload);
    }

    /** Timers are computed from it, and a sum that overflows would fire at once. */
    private static boolean hasPlausibleTime(LogRecord message) {
        Instant received = message.receivedAt();
        return !received.isBefore(Instant.EPOCH) && !received.isAfter(LATEST);
    }
}
