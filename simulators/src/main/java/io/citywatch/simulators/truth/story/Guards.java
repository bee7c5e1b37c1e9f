package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.Vehicle;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;

/** Guarded motorcycles that are taken, and those whose owners ride them or that somebody only moves about. */
final class Guards implements Stories.Story {
    private static final long HOUR = 3_600_000;
    private static final int FEWEST_READERS = 3;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 5; i++) {
            taken(day);
        }
        for (int i = 0; i < 3; i++) {
            ridden(day);
        }
        for (int i = 0; i < 4; i++) {
            stands(day);
        }
    }

    private static Bike guarded(Stories.Day day) {
        return day.city().bikes().get(day.cast().bike(day.random(), bike -> bike.use() == Bike.Use.GUARDED));
    }

    private static Trips.Trip trip(Stories.Day day, Bike bike, double pace) {
        Trips.Trip best = day.trips().to(0, bike.crossing(), pace);
        for (int tries = 0; tries < 12 && best.readers().size() < FEWEST_READERS; tries++) {
            best = day.trips().to(day.random().nextInt(day.trips().destinations()), bike.crossing(), pace);
        }
        return best;
    }

    private static void taken(Stories.Day day) {
        Bike bike = guarded(day);
        long at = day.between(1, 21);
        Trips.Trip trip = trip(day, bike, 1.2);
        Script script = day.script();
        script.away(bike.vehicle().tag(), at - 2_000, at + 2 * HOUR);
        List<Ether.Seen> seen = Thefts.ride(script, bike.vehicle().tag(), trip, at);
        script.thiefRode(bike.vehicle().tag(), trip, at);
        String home = bike.vehicle().homeReader();
        seen.stream()
                .filter(read -> !read.stray())
                .filter(read ->
                        !day.city().readers().get(read.read().reader()).id().equals(home))
                .mapToLong(Ether.Seen::receivedAt)
                .min()
                .ifPresent(first -> script.label(Label.truth("R2", "taken", Riders.names(bike), at, first, at + HOUR)));
        seen.stream()
                .filter(read -> !read.stray())
                .filter(read -> day.city().readers().get(read.read().reader()).exit())
                .mapToLong(Ether.Seen::receivedAt)
                .min()
                .ifPresent(
                        first -> script.label(Label.truth("R13", "taken", Riders.names(bike), at, first, at + HOUR)));
    }

    /** Its owner takes the guard off, rides, comes home and sets it again. */
    private static void ridden(Stories.Day day) {
        Bike bike = guarded(day);
        Vehicle vehicle = bike.vehicle();
        long at = day.between(7, 18);
        Script script = day.script();
        script.register(at - 300_000, guard(vehicle, false));
        script.away(vehicle.tag(), at - 2_000, at + 2 * HOUR);
        Trips.Trip trip = trip(day, bike, 1);
        Thefts.ride(script, vehicle.tag(), trip, at);
        script.register(at + 2 * HOUR + 300_000, guard(vehicle, true));
        script.label(Label.nearMiss("R2", "ridden by its owner", Riders.names(bike), at - HOUR, at + 3 * HOUR));
    }

    private static Vehicle guard(Vehicle vehicle, boolean isOn) {
        return new Vehicle(vehicle.plate(), vehicle.tag(), vehicle.household(), vehicle.homeReader(), isOn);
    }

    /** Moved about where it stands: nearer to the antenna, and back. */
    private static void stands(Stories.Day day) {
        Bike bike = guarded(day);
        long at = day.between(6, 22);
        int reader = day.city().readers().stream()
                .map(site -> site.id())
                .toList()
                .indexOf(bike.vehicle().homeReader());
        for (int i = 0; i < 5; i++) {
            day.script().read(bike.vehicle().tag(), reader, at + i * 7_000L, 2 + 5 * (i % 2));
        }
        day.script().label(Label.nearMiss("R2", "moved about", Riders.names(bike), at - 60_000, at + HOUR));
    }
}
