package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Cast;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** All stories of all scored days, in the order in which they are written: what is broken first, then who relies on it. */
public final class Stories {
    /** Long enough to be noticed, nearly. */
    private static final long STAY = 45_000;

    private static final long AFTER = 15 * 60_000;

    private Stories() {}

    /** What happens on one day. */
    @FunctionalInterface
    interface Story {
        /** Writes it into the script. */
        void write(Day day);
    }

    /**
     * A day to write in.
     *
     * @param number from 0
     */
    record Day(int number, Script script, Cast cast, Trips trips, RandomGenerator random) {
        City city() {
            return script.city();
        }

        Calendar calendar() {
            return script.calendar();
        }

        /** Some time between two hours of the day. */
        long between(double from, double until) {
            return calendar().at(number, random.nextDouble(from, until));
        }

        /** Milliseconds between so many seconds. */
        long seconds(double from, double until) {
            return Math.round(random.nextDouble(from, until) * 1_000);
        }

        int times(int least, int most) {
            return least + random.nextInt(most - least + 1);
        }

        /** The names of an elder and the terminal. */
        static Set<String> person(Home home) {
            Set<String> names = new LinkedHashSet<>();
            names.add(String.valueOf(home.terminal()));
            if (home.elder() != null) {
                names.add(home.elder().id());
            }
            return names;
        }
    }

    private record Named(String name, Story story) {}

    /** Readers first, of all days: a story of a later day may need to know of them. */
    private static List<Named> readers(Storms storms) {
        return List.of(new Named("readers", new Readers()), new Named("storms", storms::strike));
    }

    private static List<Named> others(Storms storms) {
        return List.of(
                new Named("home devices", new HomeDevices()),
                new Named("thefts", new Thefts()),
                new Named("guards", new Guards()),
                new Named("clones", new Clones()),
                new Named("gangs", new Gangs()),
                new Named("riders", new Riders()),
                new Named("zone visits", new ZoneVisits()),
                new Named("power cuts", new PowerCuts()),
                new Named("dark quarters", storms::darken),
                new Named("absences", new Absences()),
                new Named("elders", new ElderHealth()),
                new Named("fires", new Fires()),
                new Named("heats", new Heats()),
                new Named("feeds", new Feeds()),
                new Named("presses", new Presses()),
                new Named("alarms", new DetectorAlarms()));
    }

    /** Writes everything. */
    public static void write(Script script, Trips trips) {
        Cast cast = new Cast(script.city());
        Storms storms = new Storms();
        for (List<Named> stories : List.of(readers(storms), others(storms))) {
            for (int day = 0; day < script.calendar().days(); day++) {
                cast.newDay();
                for (Named named : stories) {
                    named.story().write(new Day(day, script, cast, trips, script.chance(named.name(), day)));
                }
            }
        }
        Dens.label(script, script.lastReads());
        oddRides(script);
        staysInZones(script);
    }

    /** Whoever stops at a reader for a story may do so in a zone; no story but one is about that. */
    private static void staysInZones(Script script) {
        List<Integer> readers = Zones.at(script.city(), Zones.NO_ENTRY).stream()
                .map(script.city().readers()::indexOf)
                .toList();
        Map<String, String> plates = new HashMap<>();
        script.city().vehicles().forEach(vehicle -> plates.put(vehicle.tag(), vehicle.plate()));
        script.stays(readers, STAY)
                .forEach(stay -> script.label(Label.open(
                        "R12",
                        "in another story",
                        Set.of(stay.tag(), plates.getOrDefault(stay.tag(), "")),
                        stay.from(),
                        stay.until() + AFTER)));
    }

    /** Whoever rides for a story may do so at an hour that is odd for that vehicle; no story but one is about that. */
    private static void oddRides(Script script) {
        for (Bike bike : script.city().bikes()) {
            String tag = bike.vehicle().tag();
            for (long[] away : script.away().getOrDefault(tag, List.of())) {
                long until = Math.min(away[1], script.calendar().end());
                if (away[0] < until) {
                    script.label(Label.open(
                            "R4", "in another story", Set.of(tag, bike.vehicle().plate()), away[0], until));
                }
            }
        }
    }
}
