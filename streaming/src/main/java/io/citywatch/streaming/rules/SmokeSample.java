package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.SmokeReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A smoke sensor's message of either lane, flat. Times are epoch milliseconds.
 *
 * @param emergency whether it came on the emergency lane
 * @param battery percent
 * @param raised the id of the S1 that it raised; null if it is no alarm
 */
public record SmokeSample(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        boolean emergency,
        double obscuration,
        double temperature,
        double battery,
        List<String> faults,
        @Nullable String raised) {
    public static SmokeSample of(LogRecord message, SmokeReading reading, @Nullable String raised) {
        return new SmokeSample(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                reading.measuredAt().toEpochMilli(),
                message.lane() == Lane.EMERGENCY,
                reading.obscuration(),
                reading.temperature(),
                reading.battery(),
                reading.faults(),
                raised);
    }
}
