package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Activity;
import org.jspecify.annotations.Nullable;

/**
 * What a base noticed in a home, flat. Times are epoch milliseconds.
 *
 * @param motion movements since the last message
 * @param door opened or closed; null if it was not moved
 */
public record ActivityReport(
        String device,
        String identity,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        int motion,
        @Nullable String door) {
    public static ActivityReport of(LogRecord message, Activity activity) {
        return new ActivityReport(
                message.device().value(),
                message.identity(),
                message.receivedAt().toEpochMilli(),
                message.loggedAt().toEpochMilli(),
                activity.measuredAt().toEpochMilli(),
                activity.motion(),
                activity.door());
    }
}
