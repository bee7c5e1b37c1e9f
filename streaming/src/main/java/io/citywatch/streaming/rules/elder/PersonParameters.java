package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about what elders measure, press, and where they go.
 *
 * @param heartRateLow E8: beats a minute, below which it is too low for anybody whose limits nobody set
 * @param heartRateHigh E8: above which it is too high
 * @param spo2Low E8: percent, below which it is too low
 * @param systolicLow E8: mmHg, below which it is too low
 * @param systolicHigh E8: above which it is too high
 * @param vitalReadings E8: so many readings in a row must be out of their limits
 * @param presses E9: so many presses ...
 * @param pressesWithin E9: ... within this time ask for a visit
 * @param pressRepeatWindow E9: how long after its receipt the same message of a terminal counts as a repeat
 * @param wanderingFixes E10: so many fixes in a row must be outside the safe zone ...
 * @param wanderingFor E10: ... and span this time
 * @param wanderingForget E10: a fix that comes so long after the one before begins anew
 * @param quiet E8, E10: how long without further evidence until it is over
 */
public record PersonParameters(
        double heartRateLow,
        double heartRateHigh,
        double spo2Low,
        double systolicLow,
        double systolicHigh,
        int vitalReadings,
        int presses,
        Duration pressesWithin,
        Duration pressRepeatWindow,
        int wanderingFixes,
        Duration wanderingFor,
        Duration wanderingForget,
        Duration quiet)
        implements Serializable {
    public static final PersonParameters DEFAULTS = new PersonParameters(
            40,
            130,
            90,
            90,
            180,
            2,
            4,
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            2,
            Duration.ofMinutes(3),
            Duration.ofHours(1),
            Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public PersonParameters {
        Expect.positive("heart-rate-low", heartRateLow);
        Expect.between("heart-rate-high", heartRateHigh, heartRateLow, Double.MAX_VALUE);
        Expect.between("spo2-low", spo2Low, 0, 100);
        Expect.positive("systolic-low", systolicLow);
        Expect.between("systolic-high", systolicHigh, systolicLow, Double.MAX_VALUE);
        Expect.count("vital-readings", vitalReadings);
        Expect.count("presses", presses);
        Expect.positive("presses-within", pressesWithin);
        Expect.positive("press-repeat-window", pressRepeatWindow);
        Expect.count("wandering-fixes", wanderingFixes);
        Expect.positive("wandering-for", wanderingFor);
        Expect.positive("wandering-forget", wanderingForget);
        Expect.positive("quiet", quiet);
    }
}
