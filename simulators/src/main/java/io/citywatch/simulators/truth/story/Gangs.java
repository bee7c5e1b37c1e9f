package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.TheftReport.LastSeen;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.traffic.Passing;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Vans full of motorcycles, dens, and rides out of the city; and families, clubs and platoons at a traffic light. */
final class Gangs implements Stories.Story {
    private static final long HOUR = 3_600_000;
    private static final int FEWEST_READERS = 4;
    private static final int TAGS = 3;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 3; i++) {
            van(day, 4);
            family(day);
        }
        together(day, "only two", 2, 1_500, Integer.MAX_VALUE);
        together(day, "a club with gaps", 4, 20_000, Integer.MAX_VALUE);
        together(day, "a platoon at a light", 4, 1_500, 2);
        if (day.number() % 2 == 0) {
            den(day, TAGS);
        } else {
            den(day, TAGS - 1);
        }
        leaves(day);
        leaves(day);
    }

    private static Bike parked(Stories.Day day) {
        return day.city().bikes().get(day.cast().bike(day.random(), bike -> bike.use() == Bike.Use.AT_HOME));
    }

    private static Bike ridden(Stories.Day day) {
        return day.city().bikes().get(day.cast().bike(day.random(), bike -> bike.use() == Bike.Use.RIDDEN));
    }

    private static Trips.Trip longTrip(Stories.Day day) {
        while (true) {
            int one = day.random().nextInt(day.trips().destinations());
            int other = day.random().nextInt(day.trips().destinations());
            Trips.Trip trip = day.trips().between(one, other, 1);
            if (new HashSet<>(trip.readers()).size() >= FEWEST_READERS) {
                return trip;
            }
        }
    }

    private static Set<String> names(List<Vehicle> vehicles) {
        Set<String> names = new HashSet<>();
        vehicles.forEach(vehicle -> {
            names.add(vehicle.plate());
            names.add(vehicle.tag());
        });
        return names;
    }

    /** Nobody has missed them yet. */
    private static void van(Stories.Day day, int tags) {
        Script script = day.script();
        Trips.Trip trip = longTrip(day);
        long at = day.between(1, 22);
        List<Vehicle> vehicles = new ArrayList<>();
        List<List<Ether.Seen>> seen = new ArrayList<>();
        for (int i = 0; i < tags; i++) {
            Vehicle vehicle = parked(day).vehicle();
            vehicles.add(vehicle);
            script.away(vehicle.tag(), at - HOUR, at + 3 * HOUR);
            seen.add(Thefts.ride(script, vehicle.tag(), trip, at + day.seconds(0, 0.8)));
        }
        long known = inStep(trip, seen);
        if (known > 0) {
            script.label(Label.truth("R5", "in a van", names(vehicles), at, known, known + HOUR / 2));
        }
        // Who tells of each of them and not of the van is right too.
        script.label(Label.open("R5", "in a van", names(vehicles), at, at + 2 * HOUR));
    }

    /** When three tags were heard by the third reader in a row; 0 if they were not. */
    private static long inStep(Trips.Trip trip, List<List<Ether.Seen>> seen) {
        long known = 0;
        List<Integer> readers = trip.readers();
        if (readers.size() < TAGS) {
            return 0;
        }
        for (int reader : readers.subList(0, TAGS)) {
            long[] first = seen.stream()
                    .mapToLong(reads -> reads.stream()
                            .filter(read -> !read.stray() && read.read().reader() == reader)
                            .mapToLong(Ether.Seen::receivedAt)
                            .min()
                            .orElse(Long.MAX_VALUE))
                    .sorted()
                    .toArray();
            if (first[TAGS - 1] == Long.MAX_VALUE) {
                return 0;
            }
            known = Math.max(known, first[TAGS - 1]);
        }
        return known;
    }

    /** Three of one household. */
    private static void family(Stories.Day day) {
        Script script = day.script();
        Trips.Trip trip = longTrip(day);
        long at = day.between(8, 20);
        List<Vehicle> vehicles = new ArrayList<>();
        String household = "hh-family-" + day.number() + "-" + at;
        for (int i = 0; i < TAGS; i++) {
            Vehicle own = ridden(day).vehicle();
            script.register(0, new Vehicle(own.plate(), own.tag(), household, own.homeReader(), own.guard()));
            vehicles.add(own);
            script.away(own.tag(), at - HOUR, at + HOUR);
            Thefts.ride(script, own.tag(), trip, at + i * 1_500L);
        }
        script.label(Label.nearMiss("R5", "a family", names(vehicles), at, at + HOUR));
    }

    /** @param readers which they pass together; then each goes its own way */
    private static void together(Stories.Day day, String story, int bikes, long gap, int readers) {
        Script script = day.script();
        Trips.Trip trip = longTrip(day);
        long at = day.between(8, 20);
        List<Vehicle> vehicles = new ArrayList<>();
        Set<Integer> shared = new HashSet<>(
                trip.readers().subList(0, Math.min(readers, trip.readers().size())));
        for (int i = 0; i < bikes; i++) {
            Vehicle own = ridden(day).vehicle();
            vehicles.add(own);
            script.away(own.tag(), at - HOUR, at + HOUR);
            for (Passing passing : trip.passings()) {
                if (shared.contains(passing.reader())) {
                    script.pass(
                            own.tag(), passing.reader(), at + i * gap + passing.millis(), passing.metersPerSecond());
                }
            }
        }
        script.label(Label.nearMiss("R5", story, names(vehicles), at, at + HOUR));
    }

    /** Brought to one place, one after the other. */
    private static void den(Stories.Day day, int bikes) {
        List<ReaderSite> sites = day.city().readers().stream()
                .filter(site -> site.crossing() >= 0 && !site.exit())
                .toList();
        ReaderSite den = sites.get(day.random().nextInt(sites.size()));
        for (int i = 0; i < bikes; i++) {
            stolen(day, den, "brought to a den", day.between(1 + 5 * i, 5 + 5 * i));
        }
    }

    private static void leaves(Stories.Day day) {
        List<ReaderSite> exits = day.city().readers().stream()
                .filter(site -> site.exit() && site.crossing() >= 0)
                .toList();
        if (!exits.isEmpty()) {
            stolen(day, exits.get(day.random().nextInt(exits.size())), "ridden out of the city", day.between(1, 22));
        }
    }

    private static void stolen(Stories.Day day, ReaderSite to, String story, long at) {
        Bike bike = ridden(day);
        Script script = day.script();
        script.away(bike.vehicle().tag(), at - HOUR, Long.MAX_VALUE);
        var place = day.city().graph().crossings().get(bike.crossing()).position();
        Wanted wanted = new Wanted(script, bike.vehicle(), story);
        wanted.reported(
                at + day.seconds(-600, 60),
                new LastSeen(Instant.ofEpochMilli(at - HOUR / 2), place.lat(), place.lon()));
        Trips.Trip trip = day.trips().toReader(to, bike.crossing(), 1.2);
        wanted.sees(Thefts.ride(script, bike.vehicle().tag(), trip, at));
        script.thiefRode(bike.vehicle().tag(), trip, at);
        wanted.label();
    }
}
