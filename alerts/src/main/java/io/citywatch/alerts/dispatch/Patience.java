package io.citywatch.alerts.dispatch;

import io.citywatch.model.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long dispatch waits for somebody before it goes on without.
 *
 * @param hold a single alarm of smoke or heat waits at most so long for a second evidence or a human yes
 * @param callP1 nobody acknowledged a P1: the next are called after each such time
 * @param callP2 a P2
 * @param callP3 a P3
 * @param callAgain all were called and nobody acknowledged a P1 or P2: they are called again
 * @param progressP1 a P1 was acknowledged and nothing happens: it is before people again
 * @param progressP2 a P2
 * @param delivery an offer's phone did not acknowledge it: the next best is asked as well
 * @param widen nobody was found for a need of a P1 or P2: the search goes further after each such time
 */
public record Patience(
        Duration hold,
        Duration callP1,
        Duration callP2,
        Duration callP3,
        Duration callAgain,
        Duration progressP1,
        Duration progressP2,
        Duration delivery,
        Duration widen) {
    private static final Duration MOST_HELD = Duration.ofSeconds(90);
    public static final Patience DEFAULTS = new Patience(
            Duration.ofSeconds(90),
            Duration.ofSeconds(20),
            Duration.ofMinutes(2),
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(60));

    /** @throws IllegalArgumentException naming what is wrong */
    public Patience {
        check("hold", hold);
        if (hold.compareTo(MOST_HELD) > 0) {
            throw new IllegalArgumentException(
                    "hold: " + hold + " (expected: at most " + MOST_HELD.toSeconds() + " s, since it may be a fire)");
        }
        check("call-p1", callP1);
        check("call-p2", callP2);
        check("call-p3", callP3);
        check("call-again", callAgain);
        check("progress-p1", progressP1);
        check("progress-p2", progressP2);
        check("delivery", delivery);
        check("widen", widen);
    }

    /** Until the next are called; null for a note, which nobody need acknowledge. */
    @Nullable
    Duration call(Severity severity) {
        return switch (severity) {
            case P1 -> callP1;
            case P2 -> callP2;
            case P3 -> callP3;
            case P4 -> null;
        };
    }

    /** Until an acknowledged incident with which nothing happens is before people again; null if it never is. */
    @Nullable
    Duration progress(Severity severity) {
        return switch (severity) {
            case P1 -> progressP1;
            case P2 -> progressP2;
            case P3, P4 -> null;
        };
    }

    static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0, at most 1 day)");
        }
    }
}
