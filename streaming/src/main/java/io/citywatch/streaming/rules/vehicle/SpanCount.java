package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SignOfLife;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many tags a reader reports, span by span, by the times of receipt. */
public final class SpanCount implements Serializable {
    private static final int UNKNOWN = -1;
    private static final int[] NONE = {};

    private final long spanMillis;
    private final int mostAhead;

    public SpanCount(VehicleParameters parameters) {
        spanMillis = parameters.deafFor().toMillis();
        mostAhead = (int) Math.max(1, Duration.ofDays(1).toMillis() / spanMillis);
    }

    /** A span's end. */
    public record Ended(Hearing next, @Nullable HeardSpan heard) {}

    /** When the span ends that is to be told of next; 0 if none was begun. */
    public long endsAt(Hearing hearing) {
        return hearing.counts().length == 0 ? 0 : (hearing.span() + 1) * spanMillis;
    }

    /** The reader said something; null as long as it never saw a tag, and may be another device. */
    public @Nullable Hearing take(@Nullable Hearing before, SignOfLife sign) {
        if (before == null && sign.tags().length == 0) {
            return null;
        }
        MessageStamp stamp = MessageStamp.of(sign);
        long span = sign.receivedAt() / spanMillis;
        Hearing known = before == null ? new Hearing(span, NONE, NONE, NONE, sign.gateway(), stamp) : before;
        long first = known.counts().length == 0 ? Math.max(known.span(), span) : known.span();
        long place = span - first;
        if (place < 0 || place >= mostAhead) {
            return known; // its span was told of, or is a day ahead of what was read
        }
        int[] counts = grown(known.counts(), (int) place + 1);
        counts[(int) place] = Math.max(0, counts[(int) place]) + sign.tags().length;
        int[] tallies = Arrays.copyOf(known.tallies(), counts.length * TagTally.COUNTERS);
        TagTally.add(tallies, (int) place * TagTally.COUNTERS, sign);
        int[] pauses = pausesOf(known, counts.length);
        long last = known.newest().receivedAt();
        for (int i = 0; i <= place; i++) {
            pauses[i] = longer(pauses[i], first + i, last, sign.receivedAt());
        }
        return new Hearing(first, counts, tallies, pauses, sign.gateway(), stamp);
    }

    private static int[] pausesOf(Hearing hearing, int length) {
        int[] pauses = hearing.pauses();
        return pauses == null ? new int[length] : Arrays.copyOf(pauses, length);
    }

    /** The longest pause in a span, once it is known that nothing was said between two times. */
    private int longer(int pause, long span, long from, long until) {
        long begins = Math.max(from, span * spanMillis);
        long ends = Math.min(until, (span + 1) * spanMillis);
        return (int) Math.max(pause, ends - begins);
    }

    /**
     * A span ended: everything received in it was read.
     *
     * @param isDisturbed whether its gateway was away in it; then nothing is told
     */
    public Ended atSpanEnd(Hearing hearing, boolean isDisturbed) {
        int sightings = hearing.counts()[0];
        double squares = TagTally.squares(hearing.tallies(), 0);
        MessageStamp newest = hearing.newest();
        int[] pauses = pausesOf(hearing, hearing.counts().length);
        int pause = longer(pauses[0], hearing.span(), newest.receivedAt(), (hearing.span() + 1) * spanMillis);
        Hearing next = new Hearing(
                hearing.span() + 1,
                Arrays.copyOfRange(hearing.counts(), 1, hearing.counts().length),
                Arrays.copyOfRange(hearing.tallies(), TagTally.COUNTERS, hearing.tallies().length),
                Arrays.copyOfRange(pauses, 1, pauses.length),
                hearing.gateway(),
                newest);
        return new Ended(
                next,
                isDisturbed || sightings == UNKNOWN
                        ? null
                        : new HeardSpan(newest.device(), hearing.span(), sightings, squares, pause, newest));
    }

    private static int[] grown(int[] counts, int length) {
        int[] grown = Arrays.copyOf(counts, Math.max(counts.length, length));
        Arrays.fill(grown, counts.length, grown.length, UNKNOWN);
        return grown;
    }
}
