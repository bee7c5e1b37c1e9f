package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Onset;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.WantedVehicle;
import io.citywatch.streaming.rules.vehicle.Readers;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R13, by tag: a stolen or guarded vehicle is at a way out of the city. One read that is not overheard is enough, and so
 * is one before its theft was reported, if that was of late and it was not seen elsewhere since. A guarded vehicle whose
 * home reader stands there has not left. The way it is heading is that from the reader before.
 */
public final class LeavingCity implements Serializable {
    private final Duration quiet;
    private final long before;

    public LeavingCity(RideParameters parameters) {
        quiet = parameters.quiet();
        before = parameters.leftBefore().toMillis();
    }

    public Judged<Episode> onRead(@Nullable Episode open, SeenTag seen, Readers readers, Instant now) {
        if (open != null && open.reader().equals(seen.read().reader())) {
            return new Judged<>(open.seen(seen.stamp(), quiet.toMillis()), List.of());
        }
        boolean isExit = seen.reader() != null && seen.reader().exit();
        boolean isGuarded = seen.vehicle().guarded()
                && !seen.read().reader().equals(seen.vehicle().homeReader());
        if (!isExit || (!seen.isStolen() && !isGuarded)) {
            return new Judged<>(open, List.of());
        }
        if (open != null) {
            Episode next = open.seen(seen.stamp(), quiet.toMillis());
            return new Judged<>(next, List.of(say(next, Phase.UPDATED, seen, readers, now)));
        }
        Episode begun =
                seen.begin(Rule.R13, seen.read().tag(), seen.taken().stop().first(), quiet);
        return new Judged<>(begun, List.of(say(begun, Phase.RAISED, seen, readers, now)));
    }

    /** The vehicle is on the stolen list now; what it did before is known by its stops. */
    public Judged<Episode> onReport(WantedVehicle wanted, Stops stops, long eventTime, Readers readers, Instant now) {
        Stop stop = stops.newest();
        String plate = wanted.plate();
        @Nullable RegisteredDevice reader = stop == null ? null : readers.find(stop.reader());
        boolean isLawful = stop != null && wanted.lastSeenAt() != null && stop.last() <= wanted.lastSeenAt();
        long reported = Math.max(eventTime, wanted.reportedAt());
        if (stop == null || plate == null || reader == null || isLawful) {
            return new Judged<>(null, List.of());
        }
        if (!reader.exit() || reported - stop.last() > before) {
            return new Judged<>(null, List.of());
        }
        MessageStamp stamp = stop.stamp(wanted);
        Onset onset = Onset.of(stamp, reported);
        Episode begun = new Episode(
                onset.id(Rule.R13, wanted.tag(), quiet),
                stamp.loggedAt(),
                plate,
                stop.reader(),
                stop.first(),
                1,
                stamp,
                onset.endsAfter(quiet));
        Statement statement = new Statement(Rule.R13, Phase.RAISED, begun.id(), Subject.vehicle(plate))
                .key(wanted.tag())
                .position(reader.lat(), reader.lon())
                .fact("plate", plate)
                .fact("tag", wanted.tag())
                .fact("reader", stop.reader())
                .fact("readerName", reader.name())
                .fact("road", reader.road())
                .fact("reason", "stolen")
                .fact("caseNumber", wanted.caseNumber())
                .fact("minutesBefore", Math.round(Math.max(0, reported - stop.last()) / 60_000.0));
        heading(statement, stops, stop, new Position(reader.lat(), reader.lon()), readers);
        Detection raised = statement
                .fact("reads", begun.times())
                .say(begun.revision(), Math.max(stop.last(), wanted.reportedAt()), stamp, now);
        return new Judged<>(begun, List.of(raised));
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
        heading(statement, seen.taken().stops(), seen.taken().stop(), seen.place(), readers);
        return statement.fact("reads", open.times()).say(open.revision(), seen.at(), open.newest(), now);
    }

    /** From where it came. */
    private static void heading(
            Statement statement, Stops stops, Stop stop, @Nullable Position place, Readers readers) {
        Stop last = null;
        for (Stop one : stops.list()) {
            if (one.first() < stop.first() && !one.reader().equals(stop.reader())) {
                last = one;
            }
        }
        @Nullable RegisteredDevice from = last == null ? null : readers.find(last.reader());
        if (last != null && from != null && place != null) {
            statement
                    .fact("fromReader", last.reader())
                    .fact("headingDegrees", Math.round(heading(new Position(from.lat(), from.lon()), place)));
        }
    }

    private static double heading(Position from, Position to) {
        double north = to.lat() - from.lat();
        double east = (to.lon() - from.lon()) * Math.cos(Math.toRadians((from.lat() + to.lat()) / 2));
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
