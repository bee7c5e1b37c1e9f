package io.citywatch.streaming.rules;

import io.citywatch.model.Position;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.PendantFix;

/**
 * Where a pendant is, flat. Times are epoch milliseconds.
 *
 * @param accuracy m
 */
public record FixReport(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        double lat,
        double lon,
        double accuracy) {
    public static FixReport of(LogRecord message, PendantFix fix) {
        return new FixReport(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                fix.measuredAt().toEpochMilli(),
                fix.position().lat(),
                fix.position().lon(),
                fix.accuracy());
    }

    public Position position() {
        return new Position(lat, lon);
    }
}
