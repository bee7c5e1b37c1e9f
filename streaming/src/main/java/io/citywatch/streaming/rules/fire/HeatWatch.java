package io.citywatch.streaming.rules.fire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one detector's temperature.
 *
 * @param points readings of the last window, oldest first
 * @param pointsUntil event time at which they say nothing any more
 * @param open the open episode, if there is one
 */
public record HeatWatch(
        List<TemperaturePoint> points,
        long pointsUntil,
        @Nullable OpenHeat open) {
    public static final HeatWatch NONE = new HeatWatch(List.of(), 0, null);

    /** When event time must wake the rule. */
    public long wakesAt() {
        return open == null ? pointsUntil : open.clearsAt();
    }
}
