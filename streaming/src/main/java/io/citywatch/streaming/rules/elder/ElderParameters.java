package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.Expect;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about elders' homes, but for falls.
 *
 * @param mainsNoteAfter E5: how long a base may run on its battery before it is a note
 * @param mainsUrgentAfter E5: how long until the note is for today
 * @param mainsLowBattery E5: a base's battery, percent, below which it is for today at once
 * @param pendantLowBattery E6: a pendant's battery, percent, below which it is low
 * @param pendantGoodBattery E6: from which it is good again
 * @param orderRepeatWindow E11: how long after its receipt the same message of a terminal counts as a repeat
 */
public record ElderParameters(
        Duration mainsNoteAfter,
        Duration mainsUrgentAfter,
        double mainsLowBattery,
        double pendantLowBattery,
        double pendantGoodBattery,
        Duration orderRepeatWindow)
        implements Serializable {
    public static final ElderParameters DEFAULTS =
            new ElderParameters(Duration.ofMinutes(10), Duration.ofHours(2), 30, 20, 25, Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming the parameter that is out of bounds */
    public ElderParameters {
        Expect.positive("mains-note-after", mainsNoteAfter);
        Expect.positive("mains-urgent-after", mainsUrgentAfter);
        Expect.between("mains-low-battery", mainsLowBattery, 0, 100);
        Expect.between("pendant-low-battery", pendantLowBattery, 0, 100);
        Expect.between("pendant-good-battery", pendantGoodBattery, pendantLowBattery, 100);
        Expect.positive("order-repeat-window", orderRepeatWindow);
    }
}
