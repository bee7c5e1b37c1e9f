package io.citywatch.streaming.history;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Messages as the history reads them from the log. */
final class Messages {
    static final Instant T = Instant.parse("2026-03-04T05:06:07.089Z");

    private Messages() {}

    static LogEvent of(String device, TelemetryKind kind, Lane lane, String identity, Instant received, String json) {
        return LogEvent.telemetry(new LogRecord(
                new DeviceId(device),
                kind,
                lane,
                identity,
                received,
                received.plusMillis(3),
                json.getBytes(StandardCharsets.UTF_8)));
    }

    static LogEvent bulk(TelemetryKind kind, String json) {
        return of("d-1", kind, Lane.BULK, "7@b", T, json);
    }
}
