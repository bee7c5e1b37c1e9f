package io.citywatch.streaming.rules.vehicle;

import org.jspecify.annotations.Nullable;

/**
 * How much speaks for a reader's being deaf.
 *
 * @param sum log of how much likelier the last spans are of a deaf reader than of one that hears well, 0 if they are not;
 *     while an episode is open, of one that hears well
 * @param sumUnheard the same by the rides that must have passed it; 0 while an episode is open
 * @param expected sightings in the spans that it is of
 * @param heard in them
 * @param unheard rides that must have passed in them and were not heard
 * @param since the first of them
 * @param id of the open episode; null while it hears well
 * @param revision of the last detection
 */
public record DeafnessDoubt(
        double sum,
        double sumUnheard,
        double expected,
        int heard,
        int unheard,
        long since,
        @Nullable String id,
        long revision) {
    static final DeafnessDoubt NONE = new DeafnessDoubt(0, 0, 0, 0, 0, 0, null, 0);

    /** Whether less than a share of what was expected was heard. */
    boolean isOf(double share) {
        return heard < share * expected;
    }

    /** With a span more; none if nothing speaks for it any more. */
    DeafnessDoubt with(double nextSum, double nextUnheard, double expectedNow, HeardSpan span, int unheardNow) {
        if (nextSum == 0 && nextUnheard == 0 && id == null) {
            return NONE;
        }
        boolean isFirst = sum == 0 && sumUnheard == 0 && id == null;
        return new DeafnessDoubt(
                nextSum,
                nextUnheard,
                expected + expectedNow,
                heard + span.sightings(),
                unheard + unheardNow,
                isFirst ? span.span() : since,
                id,
                revision);
    }

    /** It is said. */
    DeafnessDoubt said(String episode, long lastRevision, double nextSum) {
        return new DeafnessDoubt(nextSum, 0, expected, heard, unheard, since, episode, lastRevision);
    }
}
