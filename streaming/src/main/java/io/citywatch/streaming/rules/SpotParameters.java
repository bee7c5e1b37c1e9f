package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of what becomes of a hot spot seen from above, and of the camera that sees it.
 *
 * @param growthPercentPerMinute T3: area or power grows so fast ...
 * @param growthFor T3: ... for so long
 * @param mergeMeters T5: spots of several cameras within this distance ...
 * @param mergeFor T5: ... and this time are one
 * @param crossingDegrees T5: two lines of sight that differ by less than this do not say where they cross
 * @param crossingSpreads T5: and cross only if they pass each other by no more than so many of their errors
 * @param seenWithin T5: how old another camera's line of sight may be
 * @param movingMetersPerSecond T6: what is faster is no fire
 * @param movingErrors T6: and it must have moved by so many of its place's errors ...
 * @param movingSizes T6: ... and of its own lengths, and be gone from where it was
 * @param glintDegrees T6: an angle from which a glint is gone, while a fire is seen
 * @param glintSteepDegrees T6: a camera that looks down less steeply may have a house in its way
 * @param glintPixels T6: a camera that would show it by fewer pixels says nothing
 * @param glintWithin T6: how old the word of a camera that sees nothing may be
 * @param glintKept T6: for how long a place that glinted is known for it
 * @param knownDays T6: a place that was hot on more days than this, and did not grow, is known heat
 * @param knownKept T6: how long a known place is remembered
 * @param knownExcess T6: so many times its usual power is no longer usual
 * @param staleAfter T7: for how long a feed brings nothing new until it is stale
 * @param staleFrames T7: and in how many frames
 */
public record SpotParameters(
        double growthPercentPerMinute,
        Duration growthFor,
        double mergeMeters,
        Duration mergeFor,
        double crossingDegrees,
        double crossingSpreads,
        Duration seenWithin,
        double movingMetersPerSecond,
        double movingErrors,
        double movingSizes,
        double glintDegrees,
        double glintSteepDegrees,
        double glintPixels,
        Duration glintWithin,
        Duration glintKept,
        int knownDays,
        Duration knownKept,
        double knownExcess,
        Duration staleAfter,
        int staleFrames)
        implements Serializable {
    public static final SpotParameters DEFAULTS = new SpotParameters(
            20,
            Duration.ofMinutes(2),
            150,
            Duration.ofMinutes(10),
            10,
            3,
            Duration.ofSeconds(30),
            2,
            3,
            2,
            20,
            35,
            8,
            Duration.ofSeconds(2),
            Duration.ofMinutes(2),
            3,
            Duration.ofDays(14),
            2,
            Duration.ofSeconds(30),
            2);

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public SpotParameters {
        Expect.positive("growth-percent-per-minute", growthPercentPerMinute);
        Expect.positive("growth-for", growthFor);
        Expect.positive("merge-meters", mergeMeters);
        Expect.positive("merge-for", mergeFor);
        Expect.between("crossing-degrees", crossingDegrees, 1, 90);
        Expect.positive("crossing-spreads", crossingSpreads);
        Expect.positive("seen-within", seenWithin);
        Expect.positive("moving-meters-per-second", movingMetersPerSecond);
        Expect.positive("moving-errors", movingErrors);
        Expect.positive("moving-sizes", movingSizes);
        Expect.between("glint-degrees", glintDegrees, 1, 180);
        Expect.between("glint-steep-degrees", glintSteepDegrees, 0, 90);
        Expect.positive("glint-pixels", glintPixels);
        Expect.positive("glint-within", glintWithin);
        Expect.positive("glint-kept", glintKept);
        Expect.between("known-days", knownDays, 2, 30);
        Expect.positive("known-kept", knownKept);
        Expect.positive("known-excess", knownExcess);
        Expect.positive("stale-after", staleAfter);
        Expect.between("stale-frames", staleFrames, 1, 1_000);
    }
}
