package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R11, by reader: it lives, but hears far fewer tags than it should. Its usual is the median of the same time of day on
 * the days before, once three are known, else of its last spans; a span in which it was deaf, or a gateway of ours away,
 * teaches nothing. Over as soon as it has heard enough in a span again.
 */
public final class DeafReader implements Serializable {
    private static final int DAYS = 7;
    private static final int KNOWN_DAYS = 3;
    private static final int UNKNOWN = -1;
    private static final int[] NONE = {};

    private final long spanMillis;
    private final int slots;
    private final int learning;
    private final double share;
    private final double least;

    public DeafReader(VehicleParameters parameters) {
        spanMillis = parameters.deafFor().toMillis();
        slots = (int) Math.max(1, Duration.ofDays(1).toMillis() / spanMillis);
        learning = parameters.deafLearning();
        share = parameters.deafShare();
        least = parameters.deafLeast();
    }

    /** When the span ends that is to be judged next; 0 if none was begun. */
    public long endsAt(Hearing hearing) {
        return hearing.counts().length == 0 ? 0 : (hearing.span() + 1) * spanMillis;
    }

    /** The reader said something; a device that never saw a tag is none. */
    public Judged<Hearing> take(@Nullable Hearing before, SignOfLife sign, Instant now) {
        if (before == null && sign.sightings() == 0) {
            return new Judged<>(null, List.of());
        }
        MessageStamp stamp = MessageStamp.of(sign);
        long span = sign.receivedAt() / spanMillis;
        Hearing known = before == null
                ? new Hearing(span, NONE, NONE, unknownDays(), sign.gateway(), stamp, null, 0, 0)
                : before;
        boolean isIdle = known.counts().length == 0;
        long first = isIdle ? Math.max(known.span(), span) : known.span();
        long place = span - first;
        if (place < 0 || place >= slots) {
            return new Judged<>(before, List.of()); // its span was judged, or is a day ahead of what was read
        }
        int[] counts = grown(known.counts(), (int) place + 1);
        counts[(int) place] = Math.max(0, counts[(int) place]) + sign.sightings();
        Hearing next = known.counted(first, counts, sign.gateway(), stamp);
        if (next.id() != null && counts[(int) place] >= share * next.expected()) {
            Detection cleared = say(next, Phase.CLEARED, counts[(int) place], sign.receivedAt(), now);
            return new Judged<>(next.judged(null, 0, 0), List.of(cleared));
        }
        return new Judged<>(next, List.of());
    }

    /**
     * A span ended: everything received in it was read.
     *
     * @param isDisturbed whether its gateway was away in it
     */
    public Judged<Hearing> atSpanEnd(Hearing hearing, boolean isDisturbed, Instant now) {
        int sightings = hearing.counts()[0];
        Hearing next = hearing.counted(
                hearing.span() + 1,
                Arrays.copyOfRange(hearing.counts(), 1, hearing.counts().length),
                hearing.gateway(),
                hearing.newest());
        if (isDisturbed || sightings == UNKNOWN) {
            return new Judged<>(next, List.of());
        }
        double usual = usual(hearing);
        if (usual < least || sightings >= share * usual) {
            return new Judged<>(next.learnt(withRecent(hearing), withDay(hearing)), List.of());
        }
        boolean isNew = hearing.id() == null;
        MessageStamp newest = hearing.newest();
        Hearing deaf = next.judged(
                isNew ? newest.episodeId(Rule.R11, newest.device()) : hearing.id(),
                Math.max(newest.loggedAt(), endsAt(hearing)),
                usual);
        Phase phase = isNew ? Phase.RAISED : Phase.UPDATED;
        return new Judged<>(deaf, List.of(say(deaf, phase, sightings, endsAt(hearing), now)));
    }

    private static Detection say(Hearing hearing, Phase phase, int sightings, long at, Instant now) {
        MessageStamp newest = hearing.newest();
        return new Statement(Rule.R11, phase, String.valueOf(hearing.id()), Subject.device(newest.device()))
                .fact("reason", "deaf")
                .fact("sightings", sightings)
                .fact("expected", Math.round(hearing.expected()))
                .say(Math.max(hearing.revision(), newest.loggedAt()), at, newest, now);
    }

    private double usual(Hearing hearing) {
        int slot = (int) (hearing.span() % slots);
        int[] days = Arrays.stream(hearing.days(), slot * DAYS, (slot + 1) * DAYS)
                .filter(count -> count != UNKNOWN)
                .toArray();
        if (days.length >= KNOWN_DAYS) {
            return median(days);
        }
        return hearing.recent().length >= learning ? median(hearing.recent()) : 0;
    }

    private static double median(int[] counts) {
        int[] sorted = counts.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    private int[] withRecent(Hearing hearing) {
        int[] before = hearing.recent();
        int[] recent = new int[Math.min(learning, before.length + 1)];
        recent[0] = hearing.counts()[0];
        System.arraycopy(before, 0, recent, 1, recent.length - 1);
        return recent;
    }

    private int[] withDay(Hearing hearing) {
        int[] days = hearing.days().clone();
        int slot = (int) (hearing.span() % slots);
        days[slot * DAYS + (int) (hearing.span() / slots % DAYS)] = hearing.counts()[0];
        return days;
    }

    private int[] unknownDays() {
        int[] days = new int[slots * DAYS];
        Arrays.fill(days, UNKNOWN);
        return days;
    }

    private static int[] grown(int[] counts, int length) {
        int[] grown = Arrays.copyOf(counts, Math.max(counts.length, length));
        Arrays.fill(grown, counts.length, grown.length, UNKNOWN);
        return grown;
    }
}
