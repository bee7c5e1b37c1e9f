package io.citywatch.alerts.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after an incident, and how far the call for somebody has come. Immutable.
 *
 * @param owner who acknowledged it; null if nobody did
 * @param step how far the call for an operator has come: 0 whoever is there, 1 the next operator, 2 the supervisor, 3 all
 * @param since while nobody acknowledged it, when this step began; then, when something happened last
 * @param heldUntil while it waits for a second evidence, when it waits no longer
 */
public record Attention(
        @Nullable String owner,
        int step,
        Instant since,
        @Nullable Instant heldUntil) {
    /** The supervisor is called. */
    public static final int SUPERVISOR = 2;
    /** All are called. */
    public static final int ALL = 3;

    /** @throws IllegalArgumentException if there is no such step */
    public Attention {
        if (step < 0 || step > ALL) {
            throw new IllegalArgumentException("escalation: " + step + " (expected: 0-" + ALL + ")");
        }
    }

    /** Who is called at this step, in words. */
    String called() {
        return switch (step) {
            case 0 -> "whoever is there";
            case 1 -> "the next operator";
            case SUPERVISOR -> "the supervisor";
            default -> "everybody";
        };
    }

    static Attention wanted(Instant now) {
        return new Attention(null, 0, now, null);
    }

    Attention ownedBy(String person, Instant now) {
        return new Attention(person, 0, now, heldUntil);
    }

    /** Nobody has it in hand any more. */
    Attention wantedAgain(int fromStep, Instant now) {
        return new Attention(null, fromStep, now, heldUntil);
    }

    /** The next are called; those who were called before stay called. */
    Attention escalated(Instant now) {
        return new Attention(owner, Math.min(step + 1, ALL), now, heldUntil);
    }

    Attention from(Instant now) {
        return new Attention(owner, step, now, heldUntil);
    }

    Attention held(@Nullable Instant until) {
        return new Attention(owner, step, since, until);
    }
}
