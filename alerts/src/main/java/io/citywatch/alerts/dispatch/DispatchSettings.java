package io.citywatch.alerts.dispatch;

import io.citywatch.model.Severity;
import java.time.Duration;

/**
 * The dispatch's figures.
 *
 * @param wave offers a need has out at the same time, at least
 * @param crowdedWave the same of a P1 where many are near
 * @param crowd that many who may be asked, within a kilometre
 * @param deadlineP1 to answer an offer of a P1
 * @param deadlineP2 of a P2
 * @param deadlineP3 of a P3: today is soon enough
 * @param retry when a wave could not be filled, the next look for people
 * @param askAgain who let an offer pass may be asked again after this
 * @param keepEnded how long the end of an offer is owed to the phone
 */
public record DispatchSettings(
        int wave,
        int crowdedWave,
        int crowd,
        Duration deadlineP1,
        Duration deadlineP2,
        Duration deadlineP3,
        Duration retry,
        Duration askAgain,
        Duration keepEnded) {
    public static final DispatchSettings DEFAULTS = new DispatchSettings(
            3,
            7,
            30,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming what is wrong */
    public DispatchSettings {
        if (wave < 1 || wave > 20) {
            throw new IllegalArgumentException("wave: " + wave + " (expected: 1-20)");
        }
        if (crowdedWave < wave || crowdedWave > 20) {
            throw new IllegalArgumentException("crowded-wave: " + crowdedWave + " (expected: " + wave + "-20)");
        }
        if (crowd < 1) {
            throw new IllegalArgumentException("crowd: " + crowd + " (expected: 1 at least)");
        }
        check("deadline-p1", deadlineP1);
        check("deadline-p2", deadlineP2);
        check("deadline-p3", deadlineP3);
        check("retry", retry);
        check("ask-again", askAgain);
        check("keep-ended", keepEnded);
    }

    Duration deadline(Severity severity) {
        return switch (severity) {
            case P1 -> deadlineP1;
            case P2 -> deadlineP2;
            case P3, P4 -> deadlineP3;
        };
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1 day)");
        }
    }
}
