package io.citywatch.streaming.rules.vehicle;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader usually hears, how even that is, and how much speaks for its being deaf. -1 stands for an unknown span.
 *
 * @param recent sightings of its last spans, newest first
 * @param days sightings at each time of day on the last seven days: slot x 7 + day
 * @param clumping variance of a span's sightings over their mean, as spans that follow each other differ: rides come
 *     together
 * @param clumpingSpans how many spans that rests on
 * @param sightings of all its spans, older ones counting less
 * @param squares of them, the sum of the squares of how often each tag was read: a passage is several reads, and one
 *     motorcycle that stands before it is all that it hears
 * @param doubt log of how much likelier the last spans are of a deaf reader than of one that hears well; 0 if they are
 *     not, and while an episode is open how much likelier of one that hears well
 * @param expected sightings in the spans that the doubt is of
 * @param heard in them
 * @param since the first of them
 * @param id of the open episode; null while it hears well
 * @param revision of the last detection
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record UsualHearing(
        int[] recent,
        int[] days,
        double clumping,
        double clumpingSpans,
        double sightings,
        double squares,
        double doubt,
        double expected,
        int heard,
        long since,
        @Nullable String id,
        long revision) {
    private static final int DAYS = 7;
    private static final int KNOWN_DAYS = 3;
    private static final int UNKNOWN = -1;
    /** A passage is several reads; believed for two spans. */
    private static final double CLUMPING = 4;

    private static final double CLUMPING_SPANS = 2;
    /** Then what was seen before counts less. */
    private static final double MOST_CLUMPING_SPANS = 200;

    private static final double FADES = 0.99;
    private static final double FEW = 20;
    /** One span that is like no other says only so much. */
    private static final double MOST_OF_ONE_SPAN = 10;

    static UsualHearing unknown(int slots) {
        int[] days = new int[slots * DAYS];
        Arrays.fill(days, UNKNOWN);
        return new UsualHearing(new int[0], days, CLUMPING, CLUMPING_SPANS, FEW, FEW * CLUMPING, 0, 0, 0, 0, null, 0);
    }

    /** How many sightings come together. */
    double together() {
        return Math.max(1, Math.max(clumping, squares / sightings));
    }

    /**
     * Sightings in such a span: the median of its time of day, but no more than a week ago about that time; as long as
     * fewer than three days are known, the median of the last spans. 0 as long as these are too few as well.
     */
    double usual(long span, int learning) {
        int slots = days.length / DAYS;
        int slot = (int) (span % slots);
        int today = (int) (span / slots % DAYS);
        int[] known = IntStream.range(slot * DAYS, (slot + 1) * DAYS)
                .map(index -> days[index])
                .filter(count -> count != UNKNOWN)
                .toArray();
        if (known.length < KNOWN_DAYS) {
            return recent.length >= learning ? median(recent) : 0;
        }
        // Not the slot before: that has today's count already.
        double aWeekAgo = IntStream.rangeClosed(slot, Math.min(slot + 1, slots - 1))
                .map(near -> days[near * DAYS + today])
                .filter(count -> count != UNKNOWN)
                .average()
                .orElse(Double.MAX_VALUE);
        return Math.min(median(known), aWeekAgo);
    }

    private static double median(int[] counts) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** A span more of a day. Of a deaf one this is all that is learnt: one or three such days do not change the median. */
    UsualHearing lived(long span, int heardNow) {
        int slots = days.length / DAYS;
        int[] nextDays = days.clone();
        nextDays[(int) (span % slots) * DAYS + (int) (span / slots % DAYS)] = heardNow;
        return new UsualHearing(
                recent,
                nextDays,
                clumping,
                clumpingSpans,
                sightings,
                squares,
                doubt,
                expected,
                heard,
                since,
                id,
                revision);
    }

    UsualHearing learnt(HeardSpan span, int learning) {
        int heardNow = span.sightings();
        int[] nextRecent = new int[Math.min(learning, recent.length + 1)];
        nextRecent[0] = heardNow;
        System.arraycopy(recent, 0, nextRecent, 1, nextRecent.length - 1);
        double spans = clumpingSpans;
        double clumps = clumping;
        if (recent.length > 0 && heardNow + recent[0] > 0) {
            double apart = heardNow - recent[0];
            double now = Math.min(apart * apart / (heardNow + recent[0]), MOST_OF_ONE_SPAN * Math.max(1, clumping));
            spans = Math.min(spans + 1, MOST_CLUMPING_SPANS);
            clumps += (now - clumps) / spans;
        }
        return new UsualHearing(
                        nextRecent,
                        days,
                        clumps,
                        spans,
                        FADES * sightings + heardNow,
                        FADES * squares + span.squares(),
                        doubt,
                        expected,
                        heard,
                        since,
                        id,
                        revision)
                .lived(span.span(), heardNow);
    }

    UsualHearing doubted(double nextDoubt, double nextExpected, int nextHeard, long nextSince) {
        return new UsualHearing(
                recent,
                days,
                clumping,
                clumpingSpans,
                sightings,
                squares,
                nextDoubt,
                nextExpected,
                nextHeard,
                nextSince,
                id,
                revision);
    }

    UsualHearing said(@Nullable String episode, long lastRevision) {
        return new UsualHearing(
                recent,
                days,
                clumping,
                clumpingSpans,
                sightings,
                squares,
                doubt,
                expected,
                heard,
                since,
                episode,
                lastRevision);
    }
}
