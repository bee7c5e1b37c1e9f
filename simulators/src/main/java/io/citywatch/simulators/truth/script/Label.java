package io.citywatch.simulators.truth.script;

import io.citywatch.model.Position;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a rule must notice, or must not. It is about the world, not about how a rule goes about it.
 *
 * @param rule by its id in the catalogue
 * @param story what happened, for people
 * @param subjects whom it is about, by any of their names: plate and tag, person and terminal, premises and detectors
 * @param from before this nothing of it can be noticed
 * @param at when the rule's condition first holds and the platform can know, epoch milliseconds
 * @param until after this whoever notices means something else
 * @param place where, if a rule tells of a place and not of a subject
 * @param withinMeters how near a place must be to be this one
 */
public record Label(
        String rule,
        String story,
        Kind kind,
        Set<String> subjects,
        long from,
        long at,
        long until,
        @Nullable Position place,
        double withinMeters) {
    /** What a rule is to make of it. */
    public enum Kind {
        /** It must be noticed. */
        TRUTH,
        /** It looks like it and is not. */
        NEAR_MISS,
        /** Noticed or not, both are right: the catalogue leaves it open. */
        OPEN
    }

    public Label {
        subjects = Set.copyOf(subjects);
        if (from > at || at > until) {
            throw new IllegalArgumentException(
                    rule + " " + story + ": " + from + ", " + at + ", " + until + " (expected: from <= at <= until)");
        }
    }

    /** Something that must be noticed from now on. */
    public static Label truth(String rule, String story, Set<String> subjects, long from, long at, long until) {
        return new Label(rule, story, Kind.TRUTH, subjects, from, at, until, null, 0);
    }

    public static Label nearMiss(String rule, String story, Set<String> subjects, long from, long until) {
        return new Label(rule, story, Kind.NEAR_MISS, subjects, from, from, until, null, 0);
    }

    public static Label open(String rule, String story, Set<String> subjects, long from, long until) {
        return new Label(rule, story, Kind.OPEN, subjects, from, from, until, null, 0);
    }

    /** The same, of a place. */
    public Label in(Position where, double meters) {
        return new Label(rule, story, kind, subjects, from, at, until, where, meters);
    }
}
