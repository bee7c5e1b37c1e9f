package io.citywatch.simulators.truth.story;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.truth.routine.BikeDays;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Who is where no motorcycle may be: for long, for moments, beside it, or on another day's ground. */
final class ZoneVisits implements Stories.Story {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long LONG_ENOUGH = MINUTE;
    private static final int READS = 3;
    private static final double BESIDE_METERS = 7;
    private static final double PUSHED = 0.5;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 3; i++) {
            stands(day, Zones.NO_ENTRY, day.seconds(150, 8 * 60), "stands where none may be");
            pushed(day);
            stands(day, Zones.FESTIVAL, day.seconds(150, 8 * 60), "in a zone that nobody judges");
            stands(day, Zones.NO_ENTRY, day.seconds(15, 45), "stops for moments");
            ridesThrough(day);
            standsBeside(day);
        }
    }

    private static ReaderSite site(Stories.Day day, String purpose) {
        List<ReaderSite> sites = Zones.at(day.city(), purpose);
        return sites.get(day.random().nextInt(sites.size()));
    }

    private static int number(Stories.Day day, ReaderSite site) {
        return day.city().readers().indexOf(site);
    }

    private static long begin(Stories.Day day, Bike bike) {
        long at = day.between(9, 20);
        day.script().away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        return at;
    }

    private static void stands(Stories.Day day, String purpose, long lasts, String story) {
        Bike bike = Riders.any(day, BikeDays.Habit.WORK);
        ReaderSite site = site(day, purpose);
        long at = begin(day, bike);
        List<Ether.Seen> seen = new ArrayList<>();
        for (long passed = 0; passed < lasts; passed += day.seconds(6, 25)) {
            seen.addAll(day.script().read(bike.vehicle().tag(), number(day, site), at + passed, BESIDE_METERS));
        }
        label(day, bike, story, at, purpose.equals(Zones.NO_ENTRY) ? seen : List.of());
    }

    /** It is pushed along by hand, and is there for a minute and a half. */
    private static void pushed(Stories.Day day) {
        Bike bike = Riders.any(day, BikeDays.Habit.WORK);
        ReaderSite site = site(day, Zones.NO_ENTRY);
        long at = begin(day, bike);
        label(
                day,
                bike,
                "is pushed through",
                at,
                day.script().pass(bike.vehicle().tag(), number(day, site), at + MINUTE, PUSHED));
    }

    private static void ridesThrough(Stories.Day day) {
        Bike bike = Riders.any(day, BikeDays.Habit.WORK);
        ReaderSite site = site(day, Zones.NO_ENTRY);
        long at = begin(day, bike);
        label(
                day,
                bike,
                "rides through",
                at,
                day.script()
                        .pass(
                                bike.vehicle().tag(),
                                number(day, site),
                                at,
                                day.random().nextDouble(5, 9)));
    }

    /** At the reader next to the zone, of which the one inside overhears some reads. */
    private static void standsBeside(Stories.Day day) {
        Bike bike = Riders.any(day, BikeDays.Habit.WORK);
        ReaderSite site = site(day, Zones.NO_ENTRY);
        ReaderSite beside = day.city().readers().stream()
                .filter(other -> !Zones.isAt(day.city(), other) && !NoParking.isAt(day.city(), other))
                .min(Comparator.comparingDouble(other -> other.at().metersTo(site.at())))
                .orElseThrow();
        long at = begin(day, bike);
        long lasts = day.seconds(150, 8 * 60);
        for (long passed = 0; passed < lasts; passed += day.seconds(3, 12)) {
            var unused = day.script().read(bike.vehicle().tag(), number(day, beside), at + passed, BESIDE_METERS);
        }
        label(day, bike, "stands beside the zone", at, List.of());
    }

    /** @param inside what was read of it in a zone where none may be */
    private static void label(Stories.Day day, Bike bike, String story, long at, List<Ether.Seen> inside) {
        Set<String> names = Riders.names(bike);
        OptionalLong known = Riders.knownStay(inside, READS, LONG_ENOUGH);
        day.script()
                .label(
                        known.isPresent()
                                ? Label.truth("R12", story, names, at, known.getAsLong(), at + HOUR)
                                : Label.nearMiss("R12", story, names, at, at + HOUR));
    }
}
