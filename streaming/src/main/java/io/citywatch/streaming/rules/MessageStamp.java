package io.citywatch.streaming.rules;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Instant;

/** What an episode remembers of a message: which one it was and when it passed. Times are epoch milliseconds. */
public record MessageStamp(String device, String identity, long receivedAt, long loggedAt, long measuredAt) {
    public static MessageStamp of(Call call) {
        return new MessageStamp(call.device(), call.identity(), call.receivedAt(), call.loggedAt(), call.measuredAt());
    }

    public static MessageStamp of(ServiceOrder order) {
        return new MessageStamp(
                order.device(), order.identity(), order.receivedAt(), order.loggedAt(), order.measuredAt());
    }

    public static MessageStamp of(DetectorReading reading) {
        return new MessageStamp(
                reading.device(), reading.identity(), reading.receivedAt(), reading.loggedAt(), reading.measuredAt());
    }

    public static MessageStamp of(SmokeSample sample) {
        return new MessageStamp(
                sample.device(), sample.identity(), sample.receivedAt(), sample.loggedAt(), sample.measuredAt());
    }

    public static MessageStamp of(CameraFrame frame) {
        return new MessageStamp(
                frame.device(), frame.identity(), frame.receivedAt(), frame.loggedAt(), frame.measuredAt());
    }

    public static MessageStamp of(StateReport state) {
        return new MessageStamp(
                state.device(), state.identity(), state.receivedAt(), state.loggedAt(), state.measuredAt());
    }

    public static MessageStamp of(SignOfLife sign) {
        return new MessageStamp(sign.device(), sign.identity(), sign.receivedAt(), sign.loggedAt(), sign.measuredAt());
    }

    public static MessageStamp of(TagRead read) {
        return new MessageStamp(read.reader(), read.identity(), read.receivedAt(), read.loggedAt(), read.measuredAt());
    }

    public static MessageStamp of(VitalsReport vitals) {
        return new MessageStamp(
                vitals.device(), vitals.identity(), vitals.receivedAt(), vitals.loggedAt(), vitals.measuredAt());
    }

    public static MessageStamp of(ActivityReport activity) {
        return new MessageStamp(
                activity.device(),
                activity.identity(),
                activity.receivedAt(),
                activity.loggedAt(),
                activity.measuredAt());
    }

    public static MessageStamp of(FixReport fix) {
        return new MessageStamp(fix.device(), fix.identity(), fix.receivedAt(), fix.loggedAt(), fix.measuredAt());
    }

    /** The id of an episode that this message begins. */
    public String episodeId(Rule rule, String key) {
        return DetectionId.ofEpisode(rule, key, asLogged());
    }

    /** The id of a detection that is this one message. */
    public String momentaryId(Rule rule) {
        return DetectionId.ofMessage(rule, asLogged());
    }

    public Stages stages(Instant now) {
        return new Stages(
                Instant.ofEpochMilli(measuredAt),
                Instant.ofEpochMilli(receivedAt),
                Instant.ofEpochMilli(loggedAt),
                now);
    }

    /** No id rests on kind, lane or payload. */
    private LogRecord asLogged() {
        return new LogRecord(
                new DeviceId(device),
                TelemetryKind.STATE,
                Lane.BULK,
                identity,
                Instant.ofEpochMilli(receivedAt),
                Instant.ofEpochMilli(loggedAt),
                new byte[0]);
    }
}
