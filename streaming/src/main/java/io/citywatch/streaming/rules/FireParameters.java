package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about smoke and heat.
 *
 * @param openAlarmKept S1, S5: how long a detector's alarm is remembered for the message that ends it
 * @param heatCelsius S3: from which temperature it is heat, at once
 * @param riseCelsiusPerMinute S3: from which rate of rise it is heat
 * @param riseWindow S3: over which time the rate is measured
 * @param riseSpan S3: how much of the window readings must span; less is enough if as many degrees were gained already
 * @param riseReadings S3: how many readings a rate takes at least, so that no single one decides
 * @param heatClearShare S3: below this share of its level heat ends ...
 * @param heatClearAfter S3: ... when it stayed there for so long
 * @param heatUpdateCelsius S3: so many degrees above what was said last are said again
 * @param heatKept S3: how long heat stands at a detector that falls silent; it must be much longer than the 10 min after
 *     which a sensor reports what does not rise, and a sensor that the fire destroyed says nothing more
 * @param confirmDetectors S5: so many detectors of the same premises ...
 * @param confirmWithin S5: ... within this time confirm a fire
 * @param levelTwoDetectors S5: so many detectors ...
 * @param levelTwoWithin S5: ... within this time make it level 2
 * @param confirmedQuiet S5: how long without further evidence, and with fewer detectors in alarm, until it is over
 * @param premisesAwaited S5: how long an alarm waits for the registry to say whose premises it is in
 * @param lowBatteryPercent S7: below this a battery is low, whatever the sensor says
 * @param goodBatteryPercent S7: from this on it is good again
 * @param replaceWithin S7: the time that people have to replace it
 * @param lowBatteryKept S7: how long a low battery is remembered of a sensor that falls silent
 */
public record FireParameters(
        Duration openAlarmKept,
        double heatCelsius,
        double riseCelsiusPerMinute,
        Duration riseWindow,
        Duration riseSpan,
        int riseReadings,
        double heatClearShare,
        Duration heatClearAfter,
        double heatUpdateCelsius,
        Duration heatKept,
        int confirmDetectors,
        Duration confirmWithin,
        int levelTwoDetectors,
        Duration levelTwoWithin,
        Duration confirmedQuiet,
        Duration premisesAwaited,
        double lowBatteryPercent,
        double goodBatteryPercent,
        Duration replaceWithin,
        Duration lowBatteryKept)
        implements Serializable {
    public static final FireParameters DEFAULTS = new FireParameters(
            Duration.ofDays(7),
            57,
            8.3,
            Duration.ofSeconds(60),
            Duration.ofSeconds(45),
            4,
            0.8,
            Duration.ofSeconds(60),
            10,
            Duration.ofHours(24),
            2,
            Duration.ofSeconds(60),
            3,
            Duration.ofSeconds(120),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            20,
            25,
            Duration.ofDays(7),
            Duration.ofDays(30));

    private static final int FEWEST_RISE_READINGS = 4;

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public FireParameters {
        Expect.positive("open-alarm-kept", openAlarmKept);
        Expect.between("heat-celsius", heatCelsius, 1, 1_000);
        Expect.positive("rise-celsius-per-minute", riseCelsiusPerMinute);
        Expect.positive("rise-window", riseWindow);
        Expect.positive("rise-span", riseSpan);
        if (riseSpan.compareTo(riseWindow) > 0) {
            throw new IllegalArgumentException(
                    "rise-span: " + riseSpan + " (expected: at most rise-window, " + riseWindow + ")");
        }
        Expect.between("rise-readings", riseReadings, FEWEST_RISE_READINGS, 60);
        Expect.between("heat-clear-share", heatClearShare, 0, 1);
        Expect.positive("heat-clear-after", heatClearAfter);
        Expect.positive("heat-update-celsius", heatUpdateCelsius);
        Expect.positive("heat-kept", heatKept);
        Expect.between("confirm-detectors", confirmDetectors, 2, 100);
        Expect.positive("confirm-within", confirmWithin);
        Expect.between("level-two-detectors", levelTwoDetectors, confirmDetectors, 100);
        Expect.positive("level-two-within", levelTwoWithin);
        Expect.positive("confirmed-quiet", confirmedQuiet);
        Expect.positive("premises-awaited", premisesAwaited);
        Expect.between("low-battery-percent", lowBatteryPercent, 0, 100);
        Expect.between("good-battery-percent", goodBatteryPercent, lowBatteryPercent, 100);
        Expect.positive("replace-within", replaceWithin);
        Expect.positive("low-battery-kept", lowBatteryKept);
    }
}
