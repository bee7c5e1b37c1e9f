package io.citywatch.ingest.bridge;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time up to a minute, and never all at once. */
final class BackOff {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    long nextMillis() {
        long now = next;
        next = Math.min(LONGEST_MILLIS, next * 2);
        return now / 2 + random.nextLong(now / 2 + 1);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
