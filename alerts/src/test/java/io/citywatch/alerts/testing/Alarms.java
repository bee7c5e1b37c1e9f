package io.citywatch.alerts.testing;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Messages of devices as the log keeps them, and what they mean. */
public final class Alarms {
    private Alarms() {}

    public static LogRecord sos(String terminal, String identity, Instant receivedAt) {
        return message(
                terminal,
                TelemetryKind.CALL,
                identity,
                receivedAt,
                "{\"ts\":" + receivedAt.toEpochMilli() + ",\"event\":\"sos\",\"source\":\"pendant\"}");
    }

    public static LogRecord smokeAlarm(String sensor, String identity, Instant receivedAt) {
        return message(
                sensor,
                TelemetryKind.SMOKE,
                identity,
                receivedAt,
                "{\"ts\":" + receivedAt.toEpochMilli()
                        + ",\"obscuration\":12.5,\"temperature\":31,\"battery\":90,\"alarm\":true}");
    }

    private static LogRecord message(
            String device, TelemetryKind kind, String identity, Instant receivedAt, String payload) {
        return new LogRecord(
                new DeviceId(device),
                kind,
                Lane.EMERGENCY,
                identity,
                receivedAt,
                receivedAt.plusMillis(2),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    /** What the message means. */
    public static Detection judged(LogRecord message) {
        return LifeAlarms.judge(message, message.loggedAt().plusMillis(1)).orElseThrow();
    }
}
