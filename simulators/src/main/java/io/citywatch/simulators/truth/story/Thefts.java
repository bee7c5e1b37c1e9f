package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.TheftReport.LastSeen;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.traffic.Passing;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Motorcycles that are stolen: ridden off, taken in a van, left standing for days; and those that only seem to be. */
final class Thefts implements Stories.Story {
    private static final double HURRY = 1.3;
    private static final int FEWEST_PASSINGS = 3;
    private static final double SEEN_THROUGH_A_VAN = 0.12;
    private static final long HOUR = 3_600_000;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 2; i++) {
            ridden(day, "ridden off", false);
            ridden(day, "ridden off after it was reported", true);
        }
        van(day);
        parked(day);
        foundAgain(day);
        foundAgain(day);
        seenAfterwards(day);
        seenAfterwards(day);
        lookalike(day);
        lookalike(day);
        for (int i = 0; i < 6; i++) {
            neverRead(day);
        }
    }

    /** A bike and a thief's way that passes readers. */
    private record Getaway(Bike bike, int destination, Trips.Trip trip) {
        Vehicle vehicle() {
            return bike.vehicle();
        }
    }

    private static Getaway getaway(Stories.Day day) {
        while (true) {
            Bike bike = day.city().bikes().get(day.cast().bike(day.random(), one -> one.use() == Bike.Use.RIDDEN));
            for (int tries = 0; tries < 8; tries++) {
                int destination = day.random().nextInt(day.trips().destinations());
                Trips.Trip trip = day.trips().to(destination, bike.crossing(), HURRY);
                if (trip.readers().size() >= FEWEST_PASSINGS) {
                    return new Getaway(bike, destination, trip);
                }
            }
        }
    }

    /** All reads of a ride. */
    static List<Ether.Seen> ride(Script script, String tag, Trips.Trip trip, long start) {
        List<Ether.Seen> seen = new ArrayList<>();
        for (Passing passing : trip.passings()) {
            seen.addAll(script.pass(tag, passing.reader(), start + passing.millis(), passing.metersPerSecond()));
        }
        return seen;
    }

    private static LastSeen parkedAt(Stories.Day day, Bike bike, long at) {
        var place = day.city().graph().crossings().get(bike.crossing()).position();
        return new LastSeen(Instant.ofEpochMilli(at), place.lat(), place.lon());
    }

    private static void ridden(Stories.Day day, String story, boolean isReportedFirst) {
        Getaway getaway = getaway(day);
        long theft = day.between(1, 20);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), theft - HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), story);
        long leaves = isReportedFirst ? theft + day.seconds(3_600, 7_200) : theft;
        wanted.reported(
                isReportedFirst ? leaves - day.seconds(60, 1_800) : theft + day.seconds(120, 7_200),
                parkedAt(day, getaway.bike(), theft));
        wanted.sees(ride(script, getaway.vehicle().tag(), getaway.trip(), leaves));
        script.thiefRode(getaway.vehicle().tag(), getaway.trip(), leaves);
        wanted.label();
    }

    /** In a van of sheet metal: few reads, wherever it passes. */
    private static void van(Stories.Day day) {
        Getaway getaway = getaway(day);
        long theft = day.between(1, 20);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), theft - HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "taken in a van");
        wanted.reported(theft + day.seconds(300, 3_600), parkedAt(day, getaway.bike(), theft));
        for (Passing passing : getaway.trip().passings()) {
            if (day.random().nextDouble() < SEEN_THROUGH_A_VAN * 4) {
                wanted.sees(
                        script.read(getaway.vehicle().tag(), passing.reader(), theft + 4_000 + passing.millis(), 60));
            }
        }
        wanted.label();
    }

    /** Left standing until nobody looks for it any more, then fetched. */
    private static void parked(Stories.Day day) {
        Getaway getaway = getaway(day);
        long theft = day.between(1, 20);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), theft - HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "parked for days, then fetched");
        wanted.reported(theft + day.seconds(60, 1_800), parkedAt(day, getaway.bike(), theft));
        wanted.sees(ride(script, getaway.vehicle().tag(), getaway.trip(), theft));
        long fetched = theft + 2 * Calendar.DAY + day.seconds(0, 10 * 3_600);
        if (fetched < day.calendar().end() - HOUR) {
            int further = (getaway.destination() + 1 + day.random().nextInt(5))
                    % day.trips().destinations();
            Trips.Trip onward = day.trips().between(getaway.destination(), further, HURRY);
            wanted.sees(ride(script, getaway.vehicle().tag(), onward, fetched));
            script.thiefRode(getaway.vehicle().tag(), onward, fetched);
        }
        wanted.label();
    }

    /** Reported, found before anybody read it, the report withdrawn; its owner rides it home. */
    private static void foundAgain(Stories.Day day) {
        Getaway getaway = getaway(day);
        long reported = day.between(8, 18);
        long found = reported + day.seconds(1_800, 7_200);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), reported - HOUR, found + 2 * HOUR);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "found again");
        wanted.reported(reported, parkedAt(day, getaway.bike(), reported - 60_000));
        wanted.withdrawn(found);
        wanted.sees(ride(script, getaway.vehicle().tag(), getaway.trip(), found + day.seconds(30, 300)));
        wanted.label();
        script.label(Label.nearMiss("R1", "found again", wanted.names(), reported, found + 2 * HOUR));
    }

    /** What was read before its owner last saw it was its owner. */
    private static void seenAfterwards(Stories.Day day) {
        Getaway getaway = getaway(day);
        long ride = day.between(7, 12);
        long seen = ride + day.seconds(3_600, 3 * 3_600);
        long reported = seen + day.seconds(1_800, 3 * 3_600);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), ride - HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "ridden by its owner before");
        wanted.sees(ride(script, getaway.vehicle().tag(), getaway.trip(), ride));
        wanted.reported(reported, parkedAt(day, getaway.bike(), seen));
        wanted.label();
        script.label(Label.nearMiss("R1", "ridden by its owner before", wanted.names(), ride, reported + 2 * HOUR));
    }

    /** A tag that differs in one digit, while the stolen one stands still. */
    private static void lookalike(Stories.Day day) {
        Getaway getaway = getaway(day);
        long reported = day.between(8, 20);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), reported - 2 * HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "a tag that differs in one digit");
        wanted.reported(reported, parkedAt(day, getaway.bike(), reported - 60_000));
        String tag = getaway.vehicle().tag();
        char last = tag.charAt(tag.length() - 1);
        String other = tag.substring(0, tag.length() - 1) + (last == '7' ? '1' : '7');
        ride(script, other, getaway.trip(), reported + day.seconds(60, 3_600));
        script.label(
                Label.nearMiss("R1", "a tag that differs in one digit", wanted.names(), reported, reported + 2 * HOUR));
    }

    /** Reported, and nothing is seen of it. */
    private static void neverRead(Stories.Day day) {
        Getaway getaway = getaway(day);
        long reported = day.between(8, 20);
        Script script = day.script();
        script.away(getaway.vehicle().tag(), reported - 2 * HOUR, Long.MAX_VALUE);
        Wanted wanted = new Wanted(script, getaway.vehicle(), "gone without a trace");
        wanted.reported(reported, parkedAt(day, getaway.bike(), reported - 60_000));
        script.label(Label.nearMiss("R1", "gone without a trace", wanted.names(), reported, reported + 2 * HOUR));
    }
}
