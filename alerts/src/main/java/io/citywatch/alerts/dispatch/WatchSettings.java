package io.citywatch.alerts.dispatch;

import java.time.Duration;

/**
 * How whoever accepted is looked after.
 *
 * @param every between two looks at somebody on the way
 * @param nudge who has not set out by then is asked to
 * @param recall who has not by then is let go, and replaced
 * @param lost without a position for so long somebody is lost
 * @param late behind what was promised by so much, and by its {@code late-share}, somebody is late
 * @param lateShare of the time that was promised
 * @param movedMeters less is no move, since fixes are no better
 * @param thereMeters who is so near has arrived
 * @param surplus who is not there by then, when another is, is let go
 * @param fireCheckIn at a fire a word is asked for after so long without one
 * @param loneCheckIn of a volunteer who is alone
 * @param checkInAnswer a word that was asked for counts as missed after that
 */
public record WatchSettings(
        Duration every,
        Duration nudge,
        Duration recall,
        Duration lost,
        Duration late,
        double lateShare,
        double movedMeters,
        double thereMeters,
        Duration surplus,
        Duration fireCheckIn,
        Duration loneCheckIn,
        Duration checkInAnswer) {
    public static final WatchSettings DEFAULTS = new WatchSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(90),
            Duration.ofSeconds(60),
            Duration.ofMinutes(2),
            0.3,
            30,
            80,
            Duration.ofMinutes(2),
            Duration.ofMinutes(20),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2));

    /** @throws IllegalArgumentException naming what is wrong */
    public WatchSettings {
        Patience.check("watch", every);
        Patience.check("nudge", nudge);
        Patience.check("recall", recall);
        Patience.check("lost", lost);
        Patience.check("late", late);
        Patience.check("surplus", surplus);
        Patience.check("fire-check-in", fireCheckIn);
        Patience.check("lone-check-in", loneCheckIn);
        Patience.check("check-in-answer", checkInAnswer);
        if (!(lateShare >= 0 && lateShare <= 10)) {
            throw new IllegalArgumentException("late-share: " + lateShare + " (expected: 0-10)");
        }
        meters("moved-meters", movedMeters);
        meters("there-meters", thereMeters);
        if (recall.compareTo(nudge) <= 0) {
            throw new IllegalArgumentException("recall: " + recall + " (expected: above nudge, " + nudge + ")");
        }
    }

    private static void meters(String name, double value) {
        if (!(value > 0 && value <= 1_000)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1000)");
        }
    }
}
