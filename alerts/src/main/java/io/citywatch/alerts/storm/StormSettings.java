package io.citywatch.alerts.storm;

import java.time.Duration;

/**
 * When it is a storm.
 *
 * @param incidents more than so many new ones an operator, and it begins
 * @param within the time in which they are counted
 * @param calmShare at most this share of what begins a storm is calm
 * @param calm so long it must be calm without a break before the storm is over
 * @param present an operator is on duty whose page was heard of in this time
 */
public record StormSettings(int incidents, Duration within, double calmShare, Duration calm, Duration present) {
    public static final StormSettings DEFAULTS =
            new StormSettings(10, Duration.ofMinutes(10), 0.5, Duration.ofMinutes(5), Duration.ofMinutes(2));

    /** @throws IllegalArgumentException naming what is wrong */
    public StormSettings {
        if (incidents < 1 || incidents > 10_000) {
            throw new IllegalArgumentException("incidents: " + incidents + " (expected: 1-10000)");
        }
        if (!(calmShare > 0 && calmShare <= 1)) {
            throw new IllegalArgumentException("calm-share: " + calmShare + " (expected: above 0, at most 1)");
        }
        check("within", within);
        check("calm", calm);
        check("present", present);
    }

    /** The same above another number of incidents. */
    public StormSettings above(int others) {
        return new StormSettings(others, within, calmShare, calm, present);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1 day)");
        }
    }
}
