package io.citywatch.streaming.rules.ride;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R4, for the whole city: a ride at an odd hour is a note, and urgent in a convoy or at a way out. Where more ride at
 * odd hours within the hour than a whole day should have (the probability that is called odd, times a day's rides), the
 * day is odd, not they: a holiday, a storm, a festival; none is raised then.
 */
public final class OddRides implements Serializable {
    private static final long HOUR = 3_600_000;

    private final RideParameters numbers;
    private final long quiet;

    public OddRides(RideParameters parameters) {
        numbers = parameters;
        quiet = parameters.quiet().toMillis();
    }

    public Judged<OddCity> take(@Nullable OddCity city, Ride ride, Instant now) {
        OddCity before = (city == null ? OddCity.begin(ride.at() / HOUR) : city).at(ride.at() / HOUR);
        List<OddRide> rides = new ArrayList<>(before.rides());
        OddRide known = remove(rides, ride.tag());
        boolean isCounted = ride.serious() || (ride.odd() && known != null && known.odd() != null);
        OddCity counted = isCounted ? before : before.counted(ride.odd());
        if (!ride.odd() && !ride.serious()) {
            return new Judged<>(known == null ? counted : counted.with(before.rides()), List.of());
        }
        List<Detection> said = new ArrayList<>();
        rides.add(ride.serious() ? serious(known, ride, now, said) : odd(known, ride, counted, now, said));
        return new Judged<>(counted.with(rides), said);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OddCity> atEventTime(OddCity city, long eventTime, Instant now) {
        List<OddRide> left = new ArrayList<>();
        List<Detection> said = new ArrayList<>();
        for (OddRide one : city.rides()) {
            if (one.clearsAt() > eventTime) {
                left.add(one);
            } else if (one.id() != null && one.odd() != null) {
                said.add(say(one, one.odd(), Phase.CLEARED, one.clearsAt(), now));
            }
        }
        return new Judged<>(city.with(left), said);
    }

    private OddRide serious(@Nullable OddRide known, Ride ride, Instant now, List<Detection> said) {
        long until = ride.stamp().receivedAt() + quiet;
        if (known == null || known.odd() == null) {
            return new OddRide(ride.tag(), null, 0, null, until, until);
        }
        boolean wasSerious = known.seriousUntil() > ride.stamp().receivedAt();
        OddRide next = new OddRide(
                known.tag(),
                known.id(),
                Math.max(known.revision(), ride.stamp().loggedAt()),
                known.odd(),
                until,
                Math.max(known.clearsAt(), until));
        if (!wasSerious && known.id() != null) {
            said.add(say(next, known.odd(), Phase.UPDATED, ride.at(), now));
        }
        return next;
    }

    private OddRide odd(@Nullable OddRide known, Ride ride, OddCity city, Instant now, List<Detection> said) {
        long until = ride.stamp().receivedAt() + quiet;
        long seriousUntil = known == null ? 0 : known.seriousUntil();
        String open = known == null ? null : known.id();
        boolean isOpen = open != null;
        // Once the day was odd at its beginning, the ride stays a ride of that day.
        boolean isBegun = known != null && known.odd() != null;
        String begun = isBegun || city.isOdd(numbers) ? null : ride.stamp().episodeId(Rule.R4, ride.tag());
        String id = isOpen ? open : begun;
        OddRide next = new OddRide(
                ride.tag(),
                id,
                Math.max(known == null ? 0 : known.revision(), ride.stamp().loggedAt()),
                ride,
                seriousUntil,
                Math.max(known == null ? 0 : known.clearsAt(), until));
        if (id != null) {
            said.add(say(next, ride, isOpen ? Phase.UPDATED : Phase.RAISED, ride.at(), now));
        }
        return next;
    }

    private static Detection say(OddRide open, Ride ride, Phase phase, long at, Instant now) {
        boolean isSerious = open.seriousUntil() > ride.stamp().receivedAt();
        return new Statement(Rule.R4, phase, String.valueOf(open.id()), Subject.vehicle(ride.vehicle()))
                .severity(isSerious ? Severity.P2 : Rule.R4.severity())
                .key(ride.tag())
                .position(ride.lat(), ride.lon())
                .fact("plate", ride.vehicle().equals(ride.tag()) ? null : ride.vehicle())
                .fact("tag", ride.tag())
                .fact("reader", ride.reader())
                .fact("probability", Math.round(ride.probability() * 1e5) / 1e5)
                .fact("dayOfWeek", ride.dayOfWeek())
                .fact("hour", ride.hour())
                .fact("usualHours", ride.usualHours())
                .fact("ridesKnown", ride.rides())
                .fact("daysKnown", ride.daysKnown())
                .fact("reason", isSerious ? "odd-hour-and-more" : "odd-hour")
                .say(Math.max(open.revision(), phase == Phase.CLEARED ? at : 0), at, ride.stamp(), now);
    }

    private static @Nullable OddRide remove(List<OddRide> rides, String tag) {
        for (int i = 0; i < rides.size(); i++) {
            if (rides.get(i).tag().equals(tag)) {
                return rides.remove(i);
            }
        }
        return null;
    }
}
