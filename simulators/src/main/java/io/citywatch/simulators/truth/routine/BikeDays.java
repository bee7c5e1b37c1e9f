package io.citywatch.simulators.truth.routine;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.traffic.Antenna;
import io.citywatch.simulators.traffic.Passing;
import io.citywatch.simulators.traffic.Trips;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Message;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Where motorcycles go on ordinary days. Most go to work in the morning and home in the evening, some only shop, some
 * work at night, and a few ride all day; each keeps to its own hours and ways, and less happens on free days.
 */
public final class BikeDays {
    private static final long PARKED_READ_MILLIS = 60_000;
    private static final double PARKED_METERS = 6;
    private static final double JITTER_HOURS = 0.2;
    private static final double HOLIDAY_RIDERS = 0.45;
    private static final double FREE_DAY_RIDERS = 0.6;
    private static final int COURIER_RIDES = 8;
    private static final long SHORTEST_STAY_MILLIS = 120_000;

    private final Script script;
    private final City city;
    private final Trips trips;
    private final Map<String, Integer> readers = new HashMap<>();
    /** By reader and the next one: rides until now. */
    private final Map<String, Map<String, Integer>> wentOn = new HashMap<>();

    /** What kind of days a motorcycle has. */
    public enum Habit {
        WORK,
        SHOPPING,
        NIGHT_SHIFT,
        COURIER
    }

    public BikeDays(Script script, Trips trips) {
        this.script = script;
        this.city = script.city();
        this.trips = trips;
        for (int i = 0; i < city.readers().size(); i++) {
            readers.put(city.readers().get(i).id(), i);
        }
    }

    /** What kind of days a motorcycle has that is ridden. */
    public static Habit habitOf(City city, int bike) {
        double kind = Seeds.of(city.seed(), "habit", bike).nextDouble();
        return kind < 0.8 ? Habit.WORK : kind < 0.93 ? Habit.SHOPPING : kind < 0.97 ? Habit.NIGHT_SHIFT : Habit.COURIER;
    }

    private String id(int reader) {
        return city.readers().get(reader).id();
    }

    /** By reader: which ones come next on anybody's usual ways. */
    public Map<String, Set<String>> successors() {
        Map<String, Set<String>> successors = new HashMap<>();
        for (Bike bike : city.bikes()) {
            if (bike.use() == Bike.Use.RIDDEN) {
                for (Trips.Trip trip : List.of(
                        trips.to(bike.work(), bike.crossing(), 1),
                        trips.between(bike.work(), bike.market(), 1),
                        trips.from(bike.market(), bike.crossing(), 1))) {
                    List<Integer> passed = trip.readers();
                    for (int i = 1; i < passed.size(); i++) {
                        successors
                                .computeIfAbsent(id(passed.get(i - 1)), unused -> new TreeSet<>())
                                .add(id(passed.get(i)));
                    }
                }
            }
        }
        return successors;
    }

    /** By reader: to which ones rides went on until now, the most frequent first. */
    public Map<String, List<String>> mostFrequentNext() {
        Map<String, List<String>> next = new HashMap<>();
        wentOn.forEach((reader, times) -> next.put(
                reader,
                times.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList()));
        return next;
    }

    /** All that readers say of them that day. */
    public void of(int day, Consumer<Message> out) {
        List<Antenna.Read> reads = new ArrayList<>();
        for (int i = 0; i < city.bikes().size(); i++) {
            Bike bike = city.bikes().get(i);
            switch (bike.use()) {
                case RIDDEN -> ride(i, bike, day, reads);
                case GUARDED -> stand(i, bike, day, reads);
                case AT_HOME -> {}
            }
        }
        reads.sort(Comparator.comparingLong(Antenna.Read::millis));
        script.ether().sight(reads, Seeds.of(city.seed(), "routine ether", day), out);
    }

    private void ride(int number, Bike bike, int day, List<Antenna.Read> reads) {
        RandomGenerator always = Seeds.of(city.seed(), "hours", number);
        RandomGenerator random = Seeds.of(city.seed(), "ride " + number, day);
        Calendar calendar = script.calendar();
        double pace = always.nextDouble(0.85, 1.15);
        double out = always.nextGaussian();
        double back = always.nextGaussian();
        boolean isMarketer = always.nextDouble() < 0.4;
        Habit habit = habitOf(city, number);
        double riders = calendar.isHoliday(day) ? HOLIDAY_RIDERS : calendar.isFree(day) ? FREE_DAY_RIDERS : 0.95;
        if (habit != Habit.COURIER && random.nextDouble() >= riders) {
            return;
        }
        Rider rider = new Rider(bike, day, random, reads);
        switch (habit) {
            case WORK -> {
                boolean isFree = calendar.isFree(day);
                double leaves = isFree ? 10 + out : 7.4 + 0.5 * out;
                double returns = isFree ? 15.5 + back : 17.6 + 0.6 * back;
                rider.go(leaves, trips.to(isFree ? bike.market() : bike.work(), bike.crossing(), pace));
                if (isMarketer && !isFree) {
                    rider.go(returns, trips.between(bike.work(), bike.market(), pace));
                    rider.go(returns + 1, trips.from(bike.market(), bike.crossing(), pace));
                } else {
                    rider.go(returns, trips.from(isFree ? bike.market() : bike.work(), bike.crossing(), pace));
                }
            }
            case SHOPPING -> {
                double leaves = 9.5 + 0.8 * out;
                rider.go(leaves, trips.to(bike.market(), bike.crossing(), pace));
                rider.go(leaves + 2, trips.from(bike.market(), bike.crossing(), pace));
            }
            case NIGHT_SHIFT -> {
                rider.go(6.5 + 0.4 * back, trips.from(bike.work(), bike.crossing(), pace));
                rider.go(22 + 0.5 * out, trips.to(bike.work(), bike.crossing(), pace));
            }
            case COURIER -> {
                double hour = 9 + 0.4 * out;
                int at = bike.work();
                rider.go(hour, trips.to(at, bike.crossing(), pace));
                for (int i = 0; i < COURIER_RIDES; i++) {
                    int next = random.nextInt(trips.destinations());
                    hour += random.nextDouble(1, 1.4);
                    rider.go(hour, trips.between(at, next, pace));
                    at = next;
                }
                rider.go(hour + 1.3, trips.from(at, bike.crossing(), pace));
            }
        }
    }

    /** One motorcycle on one day. */
    private final class Rider {
        private final Bike bike;
        private final int day;
        private final RandomGenerator random;
        private final List<Antenna.Read> reads;
        private long arrived;

        Rider(Bike bike, int day, RandomGenerator random, List<Antenna.Read> reads) {
            this.bike = bike;
            this.day = day;
            this.random = random;
            this.reads = reads;
        }

        /** Sets out about that hour, but not before it has come from where it was: one motorcycle is at one place. */
        void go(double hour, Trips.Trip trip) {
            long about = script.calendar().at(day, hour + random.nextGaussian() * JITTER_HOURS);
            long start = Math.max(about, arrived + SHORTEST_STAY_MILLIS);
            String tag = bike.vehicle().tag();
            long end = start + Math.round(trip.seconds() * 1_000);
            if (script.isAway(tag, start, end)) {
                return;
            }
            arrived = end;
            List<Integer> passed = trip.readers();
            for (int i = 1; i < passed.size(); i++) {
                wentOn.computeIfAbsent(id(passed.get(i - 1)), unused -> new HashMap<>())
                        .merge(id(passed.get(i)), 1, Integer::sum);
            }
            double noise = script.ether().noise().factor();
            for (Passing passing : trip.passings()) {
                reads.addAll(Antenna.pass(
                        tag, passing.reader(), start + passing.millis(), passing.metersPerSecond(), noise, random));
            }
        }
    }

    private void stand(int number, Bike bike, int day, List<Antenna.Read> reads) {
        String home = bike.vehicle().homeReader();
        Integer reader = home == null ? null : readers.get(home);
        if (reader == null) {
            return;
        }
        RandomGenerator random = Seeds.of(city.seed(), "stand " + number, day);
        long end = script.calendar().midnight(day + 1);
        for (long at = script.calendar().midnight(day) + random.nextLong(PARKED_READ_MILLIS);
                at < end;
                at += PARKED_READ_MILLIS / 2 + random.nextLong(PARKED_READ_MILLIS)) {
            if (!script.isAway(bike.vehicle().tag(), at, at + 1)) {
                reads.add(Antenna.read(at, reader, bike.vehicle().tag(), PARKED_METERS, 1, random));
            }
        }
    }
}
