package io.citywatch.simulators.truth.story;

import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.routine.BikeDays;
import io.citywatch.simulators.truth.script.Ether;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Who rides at an odd hour, against a one-way street, parks where nobody may, or has something wrong with the tag. */
final class Riders implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final int READS = 3;
    private static final double LEAST_DETOUR = 3;
    private static final double FARTHEST_PAIR_METERS = 600;
    private static final double HURRY = 1.6;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 3; i++) {
            oddHour(day);
            nightShift(day);
            parks(day, true, day.seconds(14 * 60, 25 * 60), "parked where nobody may");
            parks(day, true, day.seconds(5 * 60, 8 * 60), "stopped for minutes");
            parks(day, false, day.seconds(14 * 60, 25 * 60), "parked where everybody may");
            tag(day, "tamper", 1, true);
            tag(day, "low-battery", 3, true);
            tag(day, "low-battery", 2, false);
            tag(day, "low-battery", 1, false);
        }
        wrongWay(day);
    }

    /** Somebody of that habit who is in no other story. */
    static Bike any(Stories.Day day, BikeDays.Habit habit) {
        return day.city()
                .bikes()
                .get(day.cast()
                        .bike(
                                day.random(),
                                bike -> bike.use() == Bike.Use.RIDDEN
                                        && BikeDays.habitOf(
                                                        day.city(),
                                                        day.city().bikes().indexOf(bike))
                                                == habit));
    }

    /** By which detections may name it. */
    static Set<String> names(Bike bike) {
        return Set.of(bike.vehicle().plate(), bike.vehicle().tag());
    }

    /** Somebody who works by day is on the road at three. */
    private static void oddHour(Stories.Day day) {
        Bike bike = any(day, BikeDays.Habit.WORK);
        Script script = day.script();
        long at = day.between(2, 4);
        Trips.Trip trip = day.trips().to(bike.market(), bike.crossing(), 1);
        script.away(bike.vehicle().tag(), at - MINUTE, at + HOUR);
        Thefts.ride(script, bike.vehicle().tag(), trip, at).stream()
                .filter(read -> !read.stray())
                .mapToLong(Ether.Seen::receivedAt)
                .min()
                .ifPresent(first ->
                        script.label(Label.truth("R4", "at three in the morning", names(bike), at, first, at + HOUR)));
    }

    /** Somebody who works by night is on the road when others sleep, as always. */
    private static void nightShift(Stories.Day day) {
        Bike bike = any(day, BikeDays.Habit.NIGHT_SHIFT);
        day.script()
                .label(Label.nearMiss(
                        "R4",
                        "to the night shift",
                        names(bike),
                        day.calendar().at(day.number(), 20),
                        day.calendar().at(day.number(), 24)));
    }

    private static void parks(Stories.Day day, boolean isForbidden, long lasts, String story) {
        Bike bike = any(day, BikeDays.Habit.WORK);
        List<ReaderSite> sites = day.city().readers().stream()
                .filter(site -> NoParking.isAt(day.city(), site) == isForbidden && !Zones.isAt(day.city(), site))
                .toList();
        ReaderSite site = sites.get(day.random().nextInt(sites.size()));
        int reader = day.city().readers().indexOf(site);
        Script script = day.script();
        long at = day.between(9, 20);
        script.away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        List<Ether.Seen> seen = new ArrayList<>();
        for (long passed = 0; passed < lasts; passed += day.seconds(15, 45)) {
            seen.addAll(script.read(bike.vehicle().tag(), reader, at + passed, 7));
        }
        OptionalLong known = knownStay(seen, 2, 10 * MINUTE);
        Set<String> names = names(bike);
        if (!isForbidden || lasts <= 12 * MINUTE) {
            script.label(Label.nearMiss("R9", story, names, at, at + HOUR));
        } else if (known.isPresent() && script.faults().isSound(site.id(), at)) {
            script.label(Label.truth("R9", story, names, at, known.getAsLong(), at + HOUR));
        } else {
            script.label(Label.open("R9", "parked before a reader at fault", names, at, at + HOUR));
        }
    }

    /**
     * When it could be known that a tag stayed somewhere for so long: once as many reads of it, the first and the last of
     * them so far apart, were received.
     *
     * @param there what was read of it there, with what was overheard elsewhere
     */
    static OptionalLong knownStay(List<Ether.Seen> there, int reads, long millis) {
        List<Ether.Seen> inOrder = there.stream()
                .filter(one -> !one.stray())
                .sorted(Comparator.comparingLong(one -> one.read().millis()))
                .toList();
        for (int i = reads - 1; i < inOrder.size(); i++) {
            if (inOrder.get(i).read().millis() - inOrder.get(0).read().millis() >= millis) {
                return inOrder.subList(0, i + 1).stream()
                        .mapToLong(Ether.Seen::receivedAt)
                        .max();
            }
        }
        return OptionalLong.empty();
    }

    private static void tag(Stories.Day day, String flag, int times, boolean isTrue) {
        Bike bike = any(day, BikeDays.Habit.WORK);
        Script script = day.script();
        long at = day.between(8, 10);
        script.away(bike.vehicle().tag(), at - HOUR, at + 10 * HOUR);
        long known = 0;
        int told = 0;
        for (int i = 0; i < times; i++) {
            ReaderSite site = day.city()
                    .readers()
                    .get(day.random().nextInt(day.city().readers().size()));
            long read = at + 3L * i * HOUR;
            if (!script.faults().isSound(site.id(), read)) {
                continue;
            }
            Map<String, Object> sighting =
                    Map.of("tag", bike.vehicle().tag(), "ts", read, "rssi", -52, "antenna", 1, "flags", List.of(flag));
            long received = script.tell(
                            site.id(), TelemetryKind.TAG_SIGHTINGS, read, Map.of("sightings", List.of(sighting)))
                    .map(message -> message.receivedAt())
                    .orElse(0L);
            told += received > 0 ? 1 : 0;
            known = Math.max(known, received);
        }
        if (isTrue && told == times) {
            script.label(Label.truth("R10", flag, names(bike), at, known, known + HOUR));
        } else {
            script.label(Label.nearMiss("R10", flag + " too rarely", names(bike), at, at + 12 * HOUR));
        }
    }

    /** Between two readers that lie on a street that may be ridden the other way only. */
    private static void wrongWay(Stories.Day day) {
        List<ReaderSite> sites = day.city().readers().stream()
                .filter(site -> site.crossing() >= 0)
                .toList();
        List<ReaderSite[]> pairs = new ArrayList<>();
        for (ReaderSite one : sites) {
            for (ReaderSite other : sites) {
                if (!one.equals(other) && one.at().metersTo(other.at()) < FARTHEST_PAIR_METERS) {
                    Trips.Trip legal = day.trips().betweenReaders(one, other, 1);
                    Trips.Trip back = day.trips().betweenReaders(other, one, 1);
                    if (back.seconds() > LEAST_DETOUR * legal.seconds() && passesNoOther(day, legal, one, other)) {
                        pairs.add(new ReaderSite[] {one, other});
                    }
                }
            }
        }
        if (pairs.isEmpty()) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            ReaderSite[] pair = pairs.get(day.random().nextInt(pairs.size()));
            against(day, pair[0], pair[1]);
            along(day, pair[0], pair[1], 1, "the lawful way");
            along(day, pair[1], pair[0], 1, "round the block");
            along(day, pair[1], pair[0], HURRY, "round the block in a hurry");
        }
    }

    /** Who rode it the other way would be read by a third reader on the way, and these stories have none. */
    private static boolean passesNoOther(Stories.Day day, Trips.Trip trip, ReaderSite one, ReaderSite other) {
        return trip.readers().stream()
                .map(number -> day.city().readers().get(number))
                .allMatch(site -> site.equals(one) || site.equals(other));
    }

    private static void against(Stories.Day day, ReaderSite one, ReaderSite other) {
        Bike bike = any(day, BikeDays.Habit.WORK);
        Script script = day.script();
        long at;
        do {
            at = day.between(9, 20);
        } while (!script.faults().isSound(one.id(), at) || !script.faults().isSound(other.id(), at));
        script.away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        long later = at + Math.round(day.trips().betweenReaders(one, other, 1).seconds() * 1_000);
        String tag = bike.vehicle().tag();
        List<Long> first = receipts(script.pass(tag, day.city().readers().indexOf(other), at, 8));
        List<Long> second = receipts(script.pass(tag, day.city().readers().indexOf(one), later, 8));
        if (first.size() >= READS && second.size() >= READS) {
            long known = Math.max(first.get(READS - 1), second.get(READS - 1));
            script.label(Label.truth("R7", "against a one-way street", names(bike), at, known, at + HOUR));
        }
    }

    private static List<Long> receipts(List<Ether.Seen> seen) {
        return seen.stream()
                .filter(read -> !read.stray())
                .map(Ether.Seen::receivedAt)
                .sorted()
                .toList();
    }

    private static void along(Stories.Day day, ReaderSite from, ReaderSite to, double pace, String story) {
        Bike bike = any(day, BikeDays.Habit.WORK);
        long at = day.between(9, 20);
        day.script().away(bike.vehicle().tag(), at - HOUR, at + HOUR);
        Trips.Trip trip = day.trips().betweenReaders(from, to, pace);
        day.script().pass(bike.vehicle().tag(), day.city().readers().indexOf(from), at - 2_000, 8);
        Thefts.ride(day.script(), bike.vehicle().tag(), trip, at);
        day.script().label(Label.nearMiss("R7", story, names(bike), at, at + HOUR));
    }
}
