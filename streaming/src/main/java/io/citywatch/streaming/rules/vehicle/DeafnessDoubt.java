package io.citywatch.streaming.rules.vehicle;

import org.jspecify.annotations.Nullable;

/**
 * How much speaks for a reader's being deaf.
 *
 * @param sum log of how much likelier the last spans are of a deaf reader than of one that hears well, 0 if they are not;
 *     while an episode is open, of one that hears well
 * @param expected sightings in the spans that it is of
 * @param heard in them
 * @param since the first of them
 * @param id of the open episode; null while it hears well
 * @param revision of the last detection
 */
public record DeafnessDoubt(
        double sum,
        double expected,
        int heard,
        long since,
        @Nullable String id,
        long revision) {
    static final DeafnessDoubt NONE = new DeafnessDoubt(0, 0, 0, 0, null, 0);

    /** With a span more. */
    DeafnessDoubt with(double nextSum, double expectedNow, HeardSpan span) {
        boolean isFirst = sum == 0 && id == null;
        return new DeafnessDoubt(
                nextSum, expected + expectedNow, heard + span.sightings(), isFirst ? span.span() : since, id, revision);
    }

    /** It is said. */
    DeafnessDoubt said(String episode, long lastRevision, double nextSum) {
        return new DeafnessDoubt(nextSum, expected, heard, since, episode, lastRevision);
    }
}
