package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The numbers of E3.
 *
 * @param dayFloor E3: a silence of which so much falls into the day may be too long ...
 * @param nightFloor E3: ... and one that lasts so long in all
 * @param cap E3: whatever is usual for a person, a longer silence is too long
 * @param beforeLearning E3: a silence of which so much falls into the day is too long for a person who is not known yet
 * @param learningDays E3: from so many days with signs of life on a person is known
 * @param quantile E3: the share of a person's silences that are usual
 * @param margin E3: by how many times the longest usual silence must be exceeded; a city has many people and hours
 * @param nightFrom E3: the hour at which the night begins ...
 * @param nightUntil E3: ... and ends
 * @param zone E3: in which hours are meant
 * @param learnExcess E3: a silence that was raised is learnt as no longer than so many times what was usual
 * @param missedIntervals E3: a base that was not heard for so many of its intervals says nothing about its person
 * @param movedMeters E3: a pendant moved if two fixes are this far apart, and farther than three times their errors
 * @param forgetAfter E3: how long after its last message what was learnt with a base is kept
 */
public record InactivityParameters(
        Duration dayFloor,
        Duration nightFloor,
        Duration cap,
        Duration beforeLearning,
        int learningDays,
        double quantile,
        double margin,
        int nightFrom,
        int nightUntil,
        ZoneId zone,
        double learnExcess,
        int missedIntervals,
        double movedMeters,
        Duration forgetAfter)
        implements Serializable {
    public static final InactivityParameters DEFAULTS = new InactivityParameters(
            Duration.ofHours(4),
            Duration.ofHours(10),
            Duration.ofHours(12),
            Duration.ofHours(5),
            14,
            0.995,
            1.75,
            22,
            6,
            ZoneId.of("Asia/Shanghai"),
            1.25,
            3,
            25,
            Duration.ofDays(60));

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public InactivityParameters {
        Expect.positive("day-floor", dayFloor);
        Expect.positive("night-floor", nightFloor);
        Expect.positive("cap", cap);
        Expect.positive("before-learning", beforeLearning);
        Expect.between("learning-days", learningDays, 1, GapHabits.DAYS);
        Expect.between("quantile", quantile, 0.5, 0.9999);
        Expect.between("margin", margin, 1, 10);
        Expect.between("night-from", nightFrom, 12, 24);
        Expect.between("night-until", nightUntil, 0, 12);
        Expect.between("learn-excess", learnExcess, 1, 10);
        Expect.count("missed-intervals", missedIntervals);
        Expect.positive("moved-meters", movedMeters);
        Expect.positive("forget-after", forgetAfter);
    }
}
