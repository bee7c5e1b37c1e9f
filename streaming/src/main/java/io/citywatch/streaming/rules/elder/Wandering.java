package io.citywatch.streaming.rules.elder;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredElder;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E10, by person: the pendant is outside its safe zone, two fixes and three minutes long. A fix that may be inside, for
 * all its accuracy says, neither begins nor ends it. Over when it was back, or not seen outside for a while.
 */
public final class Wandering implements Serializable {
    private final ClockParameters clock;
    private final int fixes;
    private final long lasting;
    private final long forget;
    private final long quiet;

    public Wandering(PersonParameters parameters, ClockParameters clock) {
        this.clock = clock;
        fixes = parameters.wanderingFixes();
        lasting = parameters.wanderingFor().toMillis();
        forget = parameters.wanderingForget().toMillis();
        quiet = parameters.quiet().toMillis();
    }

    /** @param elder whose zone it is; without one, or while an absence is announced, a pendant may be anywhere */
    public Judged<Outside> take(
            @Nullable Outside before, FixReport fix, @Nullable RegisteredElder elder, Subject subject, Instant now) {
        boolean mayBeAnywhere = elder == null || elder.absentUntil() > fix.receivedAt();
        Position zone = elder == null || mayBeAnywhere ? null : elder.zone();
        if (elder == null || zone == null) {
            return before == null ? new Judged<>(null, List.of()) : end(before, MessageStamp.of(fix), now);
        }
        long at = clock.at(fix.measuredAt(), fix.receivedAt());
        double beyond = zone.metersTo(fix.position()) - elder.zoneMeters();
        if (before != null && at <= before.last()) {
            return new Judged<>(before, List.of());
        }
        if (beyond <= 0) {
            return before == null ? new Judged<>(null, List.of()) : end(before, MessageStamp.of(fix), now);
        }
        if (beyond <= fix.accuracy()) {
            return new Judged<>(before, List.of());
        }
        @Nullable OpenCase open = before == null ? null : before.open();
        Outside next = before == null || at - before.last() > forget
                ? new Outside(1, at, at, open)
                : new Outside(before.fixes() + 1, before.since(), at, open);
        if (open == null && (next.fixes() < fixes || at - next.since() < lasting)) {
            return new Judged<>(next, List.of());
        }
        return raise(next, beyond, fix, subject, now);
    }

    /** When event time must wake the rule. */
    public long wakesAt(Outside outside) {
        OpenCase open = outside.open();
        return open == null ? outside.last() + forget : open.endsAt();
    }

    /** Event time came to {@code eventTime}. */
    public Judged<Outside> atEventTime(Outside outside, long eventTime, Instant now) {
        OpenCase open = outside.open();
        if (wakesAt(outside) > eventTime) {
            return new Judged<>(outside, List.of());
        }
        if (open == null) {
            return new Judged<>(null, List.of());
        }
        OpenCase ended = open.at(open.endsAt());
        Detection cleared =
                ended.statement(Rule.E10, Phase.CLEARED).say(ended.revision(), ended.endsAt(), ended.newest(), now);
        // A pendant whose next fix is outside too goes on wandering, in an episode of its own.
        return new Judged<>(new Outside(outside.fixes(), outside.since(), outside.last(), null), List.of(cleared));
    }

    private Judged<Outside> raise(Outside outside, double beyond, FixReport fix, Subject subject, Instant now) {
        MessageStamp stamp = MessageStamp.of(fix);
        long endsAt = stamp.receivedAt() + quiet;
        @Nullable OpenCase before = outside.open();
        OpenCase open = before == null ? OpenCase.begun(Rule.E10, subject, stamp, endsAt) : before.with(stamp, endsAt);
        Detection told = open.statement(Rule.E10, before == null ? Phase.RAISED : Phase.UPDATED)
                .position(fix.lat(), fix.lon())
                .fact("metersBeyond", (double) Math.round(beyond))
                .fact("uncertaintyMeters", fix.accuracy())
                .fact("fixes", outside.fixes())
                .fact("since", outside.since())
                .say(open.revision(), stamp.receivedAt(), stamp, now);
        return new Judged<>(new Outside(outside.fixes(), outside.since(), outside.last(), open), List.of(told));
    }

    /** It is back, or may be anywhere. */
    private static Judged<Outside> end(Outside outside, MessageStamp stamp, Instant now) {
        OpenCase open = outside.open();
        if (open == null) {
            return new Judged<>(null, List.of());
        }
        OpenCase ended = open.with(stamp, stamp.receivedAt());
        Detection cleared =
                ended.statement(Rule.E10, Phase.CLEARED).say(ended.revision(), stamp.receivedAt(), stamp, now);
        return new Judged<>(null, List.of(cleared));
    }
}
