package io.citywatch.alerts.track;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks a second person to let them look at a track.
 *
 * @param from of the track, inclusive
 * @param to of the track, exclusive
 * @param reason for the second person and the audit
 * @param decidedBy null while nobody decided
 * @param decidedBecause in words, of a refusal
 * @param until when an open one lapses, and a granted one is good no more
 */
public record TrackRequest(
        String id,
        String plate,
        Instant from,
        Instant to,
        String reason,
        String requestedBy,
        Instant requestedAt,
        State state,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decidedBecause,
        Instant until) {
    /** Where it stands. */
    public enum State {
        OPEN,
        GRANTED,
        REFUSED,
        /** Nobody decided in time, or what was granted is over. */
        LAPSED
    }

    /** As it is at that time. */
    TrackRequest at(Instant now) {
        boolean over = state != State.REFUSED && !until.isAfter(now);
        return over ? with(State.LAPSED, decidedBy, decidedAt, decidedBecause, until) : this;
    }

    TrackRequest decided(State decision, String by, Instant now, @Nullable String because, Instant good) {
        return with(decision, by, now, because, good);
    }

    private TrackRequest with(
            State other, @Nullable String by, @Nullable Instant at, @Nullable String because, Instant lasts) {
        return new TrackRequest(id, plate, from, to, reason, requestedBy, requestedAt, other, by, at, because, lasts);
    }

    boolean covers(Instant begin, Instant end) {
        return !begin.isBefore(from) && !end.isAfter(to);
    }
}
