package io.citywatch.ingest.log;

import io.citywatch.ingest.metrics.GatewayMetrics;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a client's message: an entry for the log, and if it could not be read, why. Unreadable messages are
 * kept too, as dead letters.
 *
 * @param entry what the log must have before the message is acknowledged
 * @param fault absent if the message is well formed
 * @param telemetry true if a device's message was well formed
 */
public record Intake(LogEntry entry, @Nullable String fault, boolean telemetry) {
    /** Hears of the append, counts what became of the message, and tells on. It keeps nothing of the message itself. */
    public AppendListener counted(GatewayMetrics metrics, AppendListener then) {
        boolean isLetter = fault != null;
        boolean isTelemetry = telemetry;
        return failure -> {
            if (failure != null) {
                metrics.unlogged();
            } else if (isLetter) {
                metrics.deadLetter();
            } else if (isTelemetry) {
                metrics.logged();
            }
            then.appended(failure);
        };
    }
}
