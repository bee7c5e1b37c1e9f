package io.citywatch.streaming.rules.vehicle;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a reader usually hears, and how even that is. -1 stands for an unknown span.
 *
 * @param recent sightings of its last spans, newest first
 * @param days sightings at each time of day on the last seven days: slot x 7 + day
 * @param clumping variance of a span's sightings over their mean, as spans that follow each other differ: rides come
 *     together
 * @param clumpingSpans how many spans that rests on
 * @param sightings of all its spans, older ones counting less
 * @param squares of them, the sum of the squares of how often each tag was read: a passage is several reads, and one
 *     motorcycle that stands before it is all that it hears
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record UsualHearing(
        int[] recent, int[] days, double clumping, double clumpingSpans, double sightings, double squares) {
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
        return new UsualHearing(new int[0], days, CLUMPING, CLUMPING_SPANS, FEW, FEW * CLUMPING);
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
    UsualHearing lived(HeardSpan span) {
        return new UsualHearing(recent, daysWith(span), clumping, clumpingSpans, sightings, squares);
    }

    UsualHearing learnt(HeardSpan span, int learning) {
        int heard = span.sightings();
        int[] nextRecent = new int[Math.min(learning, recent.length + 1)];
        nextRecent[0] = heard;
        System.arraycopy(recent, 0, nextRecent, 1, nextRecent.length - 1);
        double spans = clumpingSpans;
        double clumps = clumping;
        if (recent.length > 0 && heard + recent[0] > 0) {
            double apart = heard - recent[0];
            double now = Math.min(apart * apart / (heard + recent[0]), MOST_OF_ONE_SPAN * Math.max(1, clumping));
            spans = Math.min(spans + 1, MOST_CLUMPING_SPANS);
            clumps += (now - clumps) / spans;
        }
        return new UsualHearing(
                nextRecent, daysWith(span), clumps, spans, FADES * sightings + heard, FADES * squares + span.squares());
    }

    private int[] daysWith(HeardSpan span) {
        int slots = days.length / DAYS;
        int[] next = days.clone();
        next[(int) (span.span() % slots) * DAYS + (int) (span.span() / slots % DAYS)] = span.sightings();
        return next;
    }
}
