package io.citywatch.ingest.limit;

import java.util.concurrent.TimeUnit;

/**
 * So many a second, with some allowed at once: the generic cell rate algorithm (ITU-T I.371), which needs one number.
 * Thread-safe; all times are those of one nanosecond clock.
 */
final class Rate {
    private final long intervalNanos;
    private final long toleranceNanos;
    private long nextNanos;

    /**
     * @param perSecond how many
     * @param atOnce how many may come together after a rest
     */
    Rate(int perSecond, int atOnce, long now) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.toleranceNanos = intervalNanos * (atOnce - 1L);
        this.nextNanos = now;
    }

    /** Counts one, and returns for how many nanoseconds it is too early; 0 if it is within the rate. */
    synchronized long charge(long now) {
        long early = earlyBy(now);
        nextNanos = Math.max(nextNanos, now) + intervalNanos;
        return early;
    }

    /** True if one more were too early. */
    synchronized boolean isExceeded(long now) {
        return earlyBy(now) > 0;
    }

    /** True if nothing of what was counted matters any more. */
    synchronized boolean isRested(long now) {
        return nextNanos - now <= 0;
    }

    private long earlyBy(long now) {
        return Math.max(0, nextNanos - toleranceNanos - now);
    }
}
