package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.vehicle.Readers;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R13, by tag: a stolen or guarded vehicle is read at a way out of the city. One read is enough. A guarded vehicle whose
 * home reader stands there has not left. The way it is heading is that from the reader before.
 */
public final class LeavingCity implements Serializable {
    private final long quiet;

    public LeavingCity(RideParameters parameters) {
        quiet = parameters.quiet().toMillis();
    }

    public Judged<Episode> onRead(@Nullable Episode open, SeenTag seen, Readers readers, Instant now) {
        if (open != null && open.reader().equals(seen.read().reader())) {
            return new Judged<>(open.seen(seen.stamp(), quiet), List.of());
        }
        boolean isExit = seen.reader() != null && seen.reader().exit();
        boolean isGuarded = seen.vehicle().guarded()
                && !seen.read().reader().equals(seen.vehicle().homeReader());
        if (!isExit || (!seen.isStolen() && !isGuarded)) {
            return new Judged<>(open, List.of());
        }
        if (open != null) {
            Episode next = open.seen(seen.stamp(), quiet);
            return new Judged<>(next, List.of(say(next, Phase.UPDATED, seen, readers, now)));
        }
        Episode begun =
                seen.begin(Rule.R13, seen.read().tag(), seen.taken().stop().first(), quiet);
        return new Judged<>(begun, List.of(say(begun, Phase.RAISED, seen, readers, now)));
    }

    /** Event time came to {@code eventTime}. */
    public Judged<Episode> atEventTime(Episode open, String tag, long eventTime, Instant now) {
        if (open.clearsAt() > eventTime) {
            return new Judged<>(open, List.of());
        }
        Detection cleared = new Statement(Rule.R13, Phase.CLEARED, open.id(), Subject.vehicle(open.vehicle()))
                .key(tag)
                .fact("tag", tag)
                .fact("reads", open.times())
                .say(Math.max(open.revision(), open.clearsAt()), open.clearsAt(), open.newest(), now);
        return new Judged<>(null, List.of(cleared));
    }

    private static Detection say(Episode open, Phase phase, SeenTag seen, Readers readers, Instant now) {
        Statement statement = seen.state(Rule.R13, phase, open)
                .fact("reason", seen.isStolen() ? "stolen" : "guarded")
                .fact(
                        "caseNumber",
                        seen.isStolen() && seen.wanted() != null ? seen.wanted().caseNumber() : null);
        Stop before = before(seen);
        @Nullable RegisteredDevice from = before == null ? null : readers.find(before.reader());
        @Nullable Position place = seen.place();
        if (before != null && from != null && place != null) {
            statement
                    .fact("fromReader", before.reader())
                    .fact("headingDegrees", Math.round(heading(new Position(from.lat(), from.lon()), place)));
        }
        return statement.fact("reads", open.times()).say(open.revision(), seen.at(), open.newest(), now);
    }

    private static @Nullable Stop before(SeenTag seen) {
        Stop stop = seen.taken().stop();
        Stop before = null;
        for (Stop one : seen.taken().stops().list()) {
            if (one.first() < stop.first() && !one.reader().equals(stop.reader())) {
                before = one;
            }
        }
        return before;
    }

    private static double heading(Position from, Position to) {
        double north = to.lat() - from.lat();
        double east = (to.lon() - from.lon()) * Math.cos(Math.toRadians((from.lat() + to.lat()) / 2));
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
