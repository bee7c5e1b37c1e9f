package io.citywatch.alerts.dispatch;

import java.time.Duration;

/**
 * How long dispatch waits for somebody before it goes on without.
 *
 * @param hold a single alarm of smoke or heat waits at most so long for a second evidence or a human yes
 */
public record Patience(Duration hold) {
    public static final Patience DEFAULTS = new Patience(Duration.ofSeconds(90));

    /** @throws IllegalArgumentException naming what is wrong */
    public Patience {
        check("hold", hold);
    }

    static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1 day)");
        }
    }
}
