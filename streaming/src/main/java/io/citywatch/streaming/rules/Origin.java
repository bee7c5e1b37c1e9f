package io.citywatch.streaming.rules;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.time.Instant;

/** The message that a piece of evidence came with, without its payload. Times are epoch milliseconds. */
public record Origin(String device, String identity, long receivedAt, long loggedAt, long measuredAt) {
    public static Origin of(SmokeSample sample) {
        return new Origin(
                sample.device(), sample.identity(), sample.receivedAt(), sample.loggedAt(), sample.measuredAt());
    }

    public static Origin of(DetectorReading reading) {
        return new Origin(
                reading.device(), reading.identity(), reading.receivedAt(), reading.loggedAt(), reading.measuredAt());
    }

    public static Origin of(StateReport state) {
        return new Origin(state.device(), state.identity(), state.receivedAt(), state.loggedAt(), state.measuredAt());
    }

    public static Origin of(CameraFrame frame) {
        return new Origin(frame.device(), frame.identity(), frame.receivedAt(), frame.loggedAt(), frame.measuredAt());
    }

    public DeviceId deviceId() {
        return new DeviceId(device);
    }

    /** What a detection's id is made of; kind and payload, which no id rests on, are any. */
    public LogRecord asLogged() {
        return new LogRecord(
                deviceId(),
                TelemetryKind.STATE,
                Lane.BULK,
                identity,
                Instant.ofEpochMilli(receivedAt),
                Instant.ofEpochMilli(loggedAt),
                new byte[0]);
    }

    public Stages stages(Instant now) {
        return new Stages(
                Instant.ofEpochMilli(measuredAt),
                Instant.ofEpochMilli(receivedAt),
                Instant.ofEpochMilli(loggedAt),
                now);
    }
}
