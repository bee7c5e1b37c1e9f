package io.citywatch.streaming.rules.vehicle;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
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
    static final int DAYS = 7;
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
        return Math.max(1, Math.max(clumping, readsOfOne()));
    }

    /** How many sightings are of one and the same tag. */
    double readsOfOne() {
        return squares / sightings;
    }

    /** Sightings in the span of this time of day, on one of the last seven days; below 0 if nobody knows. */
    int heardOn(int day, long span) {
        return days[(int) (span % (days.length / DAYS)) * DAYS + day];
    }

    /**
     * Sightings in such a span: the median of those days that are like today about this time, but no more than a week
     * ago; as long as fewer than three days are known, the median of the last spans. 0 as long as these are too few as
     * well.
     *
     * @param like days that the city was as it is today
     */
    double usual(long span, List<Integer> like, int learning) {
        int known = (int) IntStream.range(0, DAYS)
                .filter(day -> heardOn(day, span) != UNKNOWN)
                .count();
        if (known < KNOWN_DAYS) {
            return recent.length >= learning ? median(Arrays.stream(recent).asDoubleStream()) : 0;
        }
        int today = (int) (span / (days.length / DAYS) % DAYS);
        DoubleStream all = (like.isEmpty()
                        ? IntStream.range(0, DAYS)
                        : like.stream().mapToInt(Integer::intValue))
                .mapToDouble(day -> about(day, span, today))
                .filter(count -> count != UNKNOWN);
        double aWeekAgo = about(today, span, today);
        double usual = median(all);
        return aWeekAgo == UNKNOWN ? usual : Math.min(usual, aWeekAgo);
    }

    /** On a day, in the spans about this time that belong to it: of today's own what was before is today's already. */
    private double about(int day, long span, int today) {
        int slots = days.length / DAYS;
        int slot = (int) (span % slots);
        return IntStream.rangeClosed(Math.max(0, day == today ? slot : slot - 1), Math.min(slot + 1, slots - 1))
                .map(near -> days[near * DAYS + day])
                .filter(count -> count != UNKNOWN)
                .average()
                .orElse(UNKNOWN);
    }

    private static double median(DoubleStream counts) {
        double[] sorted = counts.sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /**
     * A span more of a day. Of a deaf one, or one that was away, this is all that is learnt: one or three such days do
     * not change the median.
     */
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
