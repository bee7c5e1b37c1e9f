package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules.
 *
 * @param fallCancelWindow E2: how long after its receipt a fall can be cancelled at the device
 * @param fallClockGrace E2: how much longer, by the clock, a window may wait for event time before it ends all the same
 * @param fallQuiet E2: how long without a further fall until the episode is over
 * @param repeatWindow how long after its receipt the same message of a device counts as a repeat
 * @param openAlarmKept S1: how long a detector's alarm is remembered for the message that ends it
 */
public record RuleParameters(
        Duration fallCancelWindow,
        Duration fallClockGrace,
        Duration fallQuiet,
        Duration repeatWindow,
        Duration openAlarmKept)
        implements Serializable {
    public static final RuleParameters DEFAULTS = new RuleParameters(
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofDays(7));

    /** @throws IllegalArgumentException naming the parameter that is not above zero */
    public RuleParameters {
        check("fall-cancel-window", fallCancelWindow);
        check("fall-clock-grace", fallClockGrace);
        check("fall-quiet", fallQuiet);
        check("repeat-window", repeatWindow);
        check("open-alarm-kept", openAlarmKept);
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above zero)");
        }
    }
}
