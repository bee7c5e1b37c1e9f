package io.citywatch.simulators.device;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a client waits before it tries again: a second, doubled with each failure up to 128 s, and each time a
 * chance less than that, so that a thousand clients do not come back in one moment. Not thread-safe.
 */
public final class BackOff {
    private static final long LONGEST_MILLIS = 128_000;

    private final RandomGenerator random;
    private long millis = 1_000;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    public Duration next() {
        long wait = millis / 2 + random.nextLong(millis / 2 + 1);
        millis = Math.min(LONGEST_MILLIS, millis * 2);
        return Duration.ofMillis(wait);
    }

    public void reset() {
        millis = 1_000;
    }
}
