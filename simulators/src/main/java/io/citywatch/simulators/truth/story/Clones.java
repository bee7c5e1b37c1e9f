package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.traffic.Passing;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;

/** Tags that are copied, and motorcycles that are only fast. */
final class Clones implements Stories.Story {
    private static final long HOUR = 3_600_000;
    private static final double LEAST_METERS = 1_800;
    /** So fast that no road joins the two places. */
    private static final double METERS_PER_SECOND = 80;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 5; i++) {
            clone(day);
            fast(day);
        }
        backAndForth(day);
        backAndForth(day);
    }

    private static Bike any(Stories.Day day) {
        return day.city().bikes().get(day.cast().bike(day.random(), bike -> bike.use() != Bike.Use.GUARDED));
    }

    /** Two of one tag are ridden at two ends of the city. */
    private static void clone(Stories.Day day) {
        Bike bike = any(day);
        List<ReaderSite> readers = day.city().readers();
        long at = day.between(6, 22);
        int one;
        int other;
        double meters;
        do {
            one = day.random().nextInt(readers.size());
            other = day.random().nextInt(readers.size());
            meters = readers.get(one).at().metersTo(readers.get(other).at());
        } while (meters < LEAST_METERS
                || !day.script().faults().isSound(readers.get(one).id(), at)
                || !day.script().faults().isSound(readers.get(other).id(), at));
        Script script = day.script();
        String tag = bike.vehicle().tag();
        script.away(tag, at - HOUR, at + HOUR);
        long later = at + day.seconds(4, Math.max(6, meters / METERS_PER_SECOND));
        long first = first(script.pass(tag, one, at, 10));
        long second = first(script.pass(tag, other, later, 10));
        if (first == 0 || second == 0) {
            return; // all reads of one of the two were missed: nobody can know
        }
        long known = Math.max(first, second);
        script.label(Label.truth("R6", "a copy at the other end", Riders.names(bike), at, known, known + HOUR / 12));
    }

    private static long first(List<Ether.Seen> seen) {
        return seen.stream()
                .filter(read -> !read.stray())
                .mapToLong(Ether.Seen::receivedAt)
                .min()
                .orElse(0);
    }

    /** Ridden far too fast, as somebody can. */
    private static void fast(Stories.Day day) {
        Bike bike = any(day);
        long at = day.between(6, 22);
        Trips.Trip trip = day.trips().to(day.random().nextInt(day.trips().destinations()), bike.crossing(), 2.4);
        day.script().away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        Thefts.ride(day.script(), bike.vehicle().tag(), trip, at);
        day.script().label(Label.nearMiss("R6", "ridden fast", Riders.names(bike), at, at + HOUR));
    }

    /** Turns about at a crossing and passes the same readers again. */
    private static void backAndForth(Stories.Day day) {
        Bike bike = any(day);
        long at = day.between(6, 22);
        Trips.Trip trip = day.trips().to(bike.work(), bike.crossing(), 1);
        Script script = day.script();
        script.away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        Thefts.ride(script, bike.vehicle().tag(), trip, at);
        long turned = at + Math.round(trip.seconds() * 1_000) + 20_000;
        for (int i = trip.passings().size() - 1; i >= 0; i--) {
            Passing passing = trip.passings().get(i);
            script.pass(
                    bike.vehicle().tag(),
                    passing.reader(),
                    turned + Math.round(trip.seconds() * 1_000) - passing.millis(),
                    passing.metersPerSecond());
        }
        // Back on the same way is against its one-way streets.
        script.label(Label.open("R7", "back and forth", Riders.names(bike), at, at + 2 * HOUR));
        script.label(Label.nearMiss("R6", "back and forth", Riders.names(bike), at, at + 2 * HOUR));
    }
}
