package io.citywatch.simulators.city;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One source of chance for each concern, so that a change in one leaves the others as they were. */
public final class Seeds {
    private Seeds() {}

    public static RandomGenerator of(long seed, String concern) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + concern.hashCode());
    }

    /** As {@link #of(long, String)}, for the n-th of its kind. */
    public static RandomGenerator of(long seed, String concern, long n) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + concern.hashCode() * 0x1000193L + n * 0x5851F42DL);
    }
}
