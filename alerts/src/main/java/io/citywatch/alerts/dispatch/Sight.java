package io.citywatch.alerts.dispatch;

import io.citywatch.model.Position;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was promised of somebody who accepted, and what was seen and heard of them since.
 *
 * @param promisedSeconds from the acceptance to the arrival, by what was known then
 * @param etaSeconds the way that is left, by what is known now
 * @param etaAt when they should be there by it
 * @param from where they were when they were last seen to have moved
 * @param wordAt the last word, or move
 * @param asked how often they were asked for a word since; on the way at most once
 */
public record Sight(
        long promisedSeconds,
        @Nullable Long etaSeconds,
        @Nullable Instant etaAt,
        @Nullable Position from,
        Instant wordAt,
        int asked) {
    static Sight promised(long seconds, @Nullable Position from, Instant now) {
        return new Sight(seconds, seconds, now.plusSeconds(seconds), from, now, 0);
    }

    /** They are sent somewhere else: what was promised is the time until now and the new way. */
    Sight sentElsewhere(Instant assignedAt, long seconds, Instant now) {
        long promised = Duration.between(assignedAt, now).toSeconds() + seconds;
        return new Sight(promised, seconds, now.plusSeconds(seconds), from, wordAt, asked);
    }

    /** The way that is left; null if nothing is known of it. */
    Sight expected(@Nullable Long seconds, Instant now) {
        return new Sight(
                promisedSeconds, seconds, seconds == null ? null : now.plusSeconds(seconds), from, wordAt, asked);
    }

    /** Something was heard, or a move seen, and what they were asked is answered. */
    Sight heard(Instant now) {
        return new Sight(promisedSeconds, etaSeconds, etaAt, from, now.isAfter(wordAt) ? now : wordAt, 0);
    }

    Sight at(Position place) {
        return new Sight(promisedSeconds, etaSeconds, etaAt, place, wordAt, asked);
    }

    Sight askedAgain() {
        return new Sight(promisedSeconds, etaSeconds, etaAt, from, wordAt, asked + 1);
    }
}
