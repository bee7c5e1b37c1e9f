package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.SmokeReading;
import org.jspecify.annotations.Nullable;

/**
 * A detector's message on the emergency lane, flat. Times are epoch milliseconds.
 *
 * @param raised the id of the S1 that it raised; null if its {@code alarm} is false
 */
public record DetectorReading(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        double obscuration,
        double temperature,
        @Nullable String raised) {
    public static DetectorReading of(LogRecord message, SmokeReading reading, @Nullable String raised) {
        return new DetectorReading(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                reading.measuredAt().toEpochMilli(),
                reading.obscuration(),
                reading.temperature(),
                raised);
    }
}
