package io.citywatch.streaming.rules;

import java.time.Duration;

/** What the numbers of rules must be; a refusal begins with the parameter's name. */
public final class Expect {
    private Expect() {}

    public static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above zero)");
        }
    }

    public static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above zero)");
        }
    }

    /** Of at least one. */
    public static void count(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }

    /** Within bounds, both of them allowed. */
    public static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
