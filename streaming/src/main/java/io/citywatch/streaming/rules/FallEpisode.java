package io.citywatch.streaming.rules;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Second half of E2, by person, else terminal: falls that stand make one episode. The first raises it, further ones
 * update it, and it is cleared 10 min after the last was received.
 */
public final class FallEpisode implements Serializable {
    private final long quiet;

    public FallEpisode(FallParameters parameters) {
        quiet = parameters.quiet().toMillis();
    }

    /** A fall stands. */
    public Judged<OpenFall> onFall(@Nullable OpenFall open, StandingFall fall, Instant now) {
        if (open == null) {
            return raise(fall, now);
        }
        if (fall.fall().receivedAt() >= open.clearsAt()) {
            // The clock ended this window before event time ended the last episode.
            Judged<OpenFall> raised = raise(fall, now);
            List<Detection> both = new ArrayList<>();
            both.add(clear(open, now));
            both.addAll(raised.detections());
            return new Judged<>(raised.state(), both);
        }
        return update(open, fall, now);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenFall> atEventTime(OpenFall open, long eventTime, Instant now) {
        return open.clearsAt() <= eventTime
                ? new Judged<>(null, List.of(clear(open, now)))
                : new Judged<>(open, List.of());
    }

    private Judged<OpenFall> raise(StandingFall standing, Instant now) {
        Call fall = standing.fall();
        Subject subject = standing.subject();
        OpenFall open = new OpenFall(
                MessageStamp.of(fall).episodeId(Rule.E2, subject.id()),
                Math.max(fall.loggedAt(), standing.at()),
                subject.type(),
                subject.id(),
                fall,
                1,
                List.of(fall.device()),
                fall.lat(),
                fall.lon(),
                fall.receivedAt() + quiet);
        return new Judged<>(open, List.of(detection(open, Phase.RAISED, standing.at(), now)));
    }

    private Judged<OpenFall> update(OpenFall open, StandingFall standing, Instant now) {
        Call fall = standing.fall();
        Call newest = fall.receivedAt() >= open.newest().receivedAt() ? fall : open.newest();
        List<String> terminals = new ArrayList<>(open.terminals());
        if (!terminals.contains(fall.device())) {
            terminals.add(fall.device());
        }
        boolean namesPlace = fall.lat() != null && fall.lon() != null;
        OpenFall next = new OpenFall(
                open.id(),
                Math.max(open.revision(), Math.max(fall.loggedAt(), standing.at())),
                open.subjectType(),
                open.subjectId(),
                newest,
                open.falls() + 1,
                terminals,
                namesPlace ? fall.lat() : open.lat(),
                namesPlace ? fall.lon() : open.lon(),
                newest.receivedAt() + quiet);
        return new Judged<>(next, List.of(detection(next, Phase.UPDATED, standing.at(), now)));
    }

    /** A timer counts with its due time, so two judges of the same episode find the same revision. */
    private static Detection clear(OpenFall open, Instant now) {
        OpenFall cleared = new OpenFall(
                open.id(),
                Math.max(open.revision(), open.clearsAt()),
                open.subjectType(),
                open.subjectId(),
                open.newest(),
                open.falls(),
                open.terminals(),
                open.lat(),
                open.lon(),
                open.clearsAt());
        return detection(cleared, Phase.CLEARED, open.clearsAt(), now);
    }

    private static Detection detection(OpenFall open, Phase phase, long at, Instant now) {
        Call newest = open.newest();
        return new Statement(Rule.E2, phase, open.id(), open.subject())
                .devices(open.terminals())
                .position(open.lat(), open.lon())
                .fact("falls", open.falls())
                .fact("source", newest.source().text())
                .say(open.revision(), at, MessageStamp.of(newest), now);
    }
}
