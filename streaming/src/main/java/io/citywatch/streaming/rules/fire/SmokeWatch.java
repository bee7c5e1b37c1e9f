package io.citywatch.streaming.rules.fire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the smoke at one detector; nothing where the air is clean.
 *
 * @param points readings of the last window, oldest first
 * @param since when the readings came to the level and stayed there; null if they are not there
 * @param pointsUntil event time at which the readings say nothing any more
 * @param open the open episode, if there is one
 */
public record SmokeWatch(
        List<SmokePoint> points,
        @Nullable Long since,
        long pointsUntil,
        @Nullable OpenPreAlarm open) {
    public static final SmokeWatch NONE = new SmokeWatch(List.of(), null, 0, null);

    /** When event time must wake the rule. */
    public long wakesAt() {
        return open == null ? pointsUntil : open.clearsAt();
    }
}
