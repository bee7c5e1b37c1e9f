package io.citywatch.simulators.traffic;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.ReaderSite;
import io.citywatch.simulators.city.Seeds;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All motorcycles of the city and what the readers see of them. A queue holds the next passing of each, so a second
 * costs what happens in it and not what there is. Thread-safe.
 */
public final class Traffic {
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final long TICK_MILLIS = 1_000;
    private static final int MOST_A_MESSAGE = 500;
    private static final int DENSE_READERS = 500;
    /** With a reader at each crossing a trip passes that many times as many. */
    private static final double DENSE_PATIENCE = 12;

    private static final double PARKED_METERS = 6;
    private static final long PARKED_READ_MILLIS = 30_000;

    private final City city;
    private final Outlet outlet;
    private final Clock clock;
    private final RandomGenerator random;
    private final Roads roads;
    private final Itinerary.Watched watched;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::millis).thenComparingInt(Due::bike).thenComparingInt(Due::passing));
    private final PriorityQueue<Antenna.Read> reads =
            new PriorityQueue<>(Comparator.comparingLong(Antenna.Read::millis).thenComparing(Antenna.Read::tag));
    private final Map<Integer, Itinerary> itineraries = new LinkedHashMap<>();
    private final Set<String> away = new HashSet<>();

    /** The way out of a reader. */
    public interface Outlet {
        /** @param sightings 1 to 500, as the contract has them */
        void see(String reader, List<Map<String, Object>> sightings);
    }

    /** What is due next of one bike; passing -1: a parked one is read. */
    private record Due(long millis, int bike, int passing) {}

    public Traffic(City city, Outlet outlet, Clock clock) {
        this.city = city;
        this.outlet = outlet;
        this.clock = clock;
        this.random = Seeds.of(city.seed(), "traffic");
        this.roads = new Roads(city.graph(), city.destinations());
        this.watched = Itinerary.Watched.by(
                city.readers(),
                city.graph().crossings().size(),
                city.graph().edges().size());
    }

    /** From now on. */
    public void start(ScheduledExecutorService timer) {
        setOut();
        var unused = timer.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void setOut() {
        long now = clock.millis();
        double patience = city.readers().size() > DENSE_READERS ? DENSE_PATIENCE : 1;
        for (int i = 0; i < city.bikes().size(); i++) {
            Bike bike = city.bikes().get(i);
            switch (bike.use()) {
                case RIDDEN -> {
                    Itinerary itinerary =
                            Itinerary.of(bike, roads, watched, patience, Seeds.of(city.seed(), "trip", i));
                    if (!itinerary.passings().isEmpty()) {
                        itineraries.put(i, itinerary);
                        int first = itinerary.first(now);
                        due.add(new Due(itinerary.next(first, now), i, first));
                    }
                }
                case GUARDED -> due.add(new Due(now + random.nextLong(PARKED_READ_MILLIS), i, -1));
                case AT_HOME -> {}
            }
        }
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException e) {
            // Thrown on, it would stop all traffic.
            LOG.warn("the traffic stumbled", e);
        }
    }

    /** What happened until now leaves with the readers that saw it. */
    private void look() {
        Map<Integer, List<Map<String, Object>>> seen = new LinkedHashMap<>();
        synchronized (this) {
            long now = clock.millis();
            // A passing is worked out a moment ahead: its first read comes before the nearest point.
            while (!due.isEmpty() && due.peek().millis() <= now + 5_000) {
                happen(due.remove());
            }
            while (!reads.isEmpty() && reads.peek().millis() <= now) {
                Antenna.Read read = reads.remove();
                seen.computeIfAbsent(read.reader(), unused -> new ArrayList<>()).add(read.sighting());
            }
        }
        seen.forEach((reader, sightings) -> {
            for (int from = 0; from < sightings.size(); from += MOST_A_MESSAGE) {
                outlet.see(
                        city.readers().get(reader).id(),
                        List.copyOf(sightings.subList(from, Math.min(sightings.size(), from + MOST_A_MESSAGE))));
            }
        });
    }

    private void happen(Due it) {
        Bike bike = city.bikes().get(it.bike());
        String tag = bike.vehicle().tag();
        if (it.passing() < 0) {
            if (!away.contains(tag)) {
                reads.add(
                        Antenna.read(it.millis(), number(bike.vehicle().homeReader()), tag, PARKED_METERS, 1, random));
            }
            due.add(new Due(it.millis() + PARKED_READ_MILLIS / 2 + random.nextLong(PARKED_READ_MILLIS), it.bike(), -1));
            return;
        }
        Itinerary itinerary = itineraries.get(it.bike());
        if (itinerary == null) {
            throw new IllegalStateException("no itinerary of " + bike.vehicle().plate());
        }
        pass(tag, itinerary.passings().get(it.passing()), it.millis());
        int next = (it.passing() + 1) % itinerary.passings().size();
        due.add(new Due(itinerary.next(next, it.millis()), it.bike(), next));
    }

    private void pass(String tag, Passing passing, long millis) {
        reads.addAll(Antenna.pass(tag, passing.reader(), millis, passing.metersPerSecond(), random));
    }

    /** As {@link #pass}, but of a story, whose truth no bad luck may spoil: it is read once at least. */
    private void passForCertain(String tag, Passing passing, long millis) {
        List<Antenna.Read> all = Antenna.pass(tag, passing.reader(), millis, passing.metersPerSecond(), random);
        reads.addAll(
                all.isEmpty() ? List.of(Antenna.read(millis, passing.reader(), tag, PARKED_METERS, 1, random)) : all);
    }

    private int number(@Nullable String reader) {
        for (int i = 0; i < city.readers().size(); i++) {
            if (city.readers().get(i).id().equals(reader)) {
                return i;
            }
        }
        throw new IllegalArgumentException("reader: " + reader + " (expected: one of the city's)");
    }

    /**
     * A ride that could be: which readers it passes and when.
     *
     * @param readers in their order, by id
     * @param secondsAt when each is passed, since the start
     * @param seconds how long the whole ride is
     */
    public record Ride(List<String> readers, List<Double> secondsAt, double seconds) {
        /** How many readers see it; a detour may pass one twice. */
        public int seenBy() {
            return Set.copyOf(readers).size();
        }
    }

    /**
     * The ride from a bike's home that passes most readers, but none of those to avoid, within so many seconds.
     *
     * @param pace how many times as fast as others
     */
    public Ride bestRide(Bike bike, double pace, double seconds, Set<String> avoid) {
        Ride best = new Ride(List.of(), List.of(), 0);
        for (int destination = 0; destination < roads.destinations(); destination++) {
            List<Passing> passings = new ArrayList<>();
            double end = Itinerary.ride(roads.to(destination, bike.crossing()), 0, pace, roads, watched, passings);
            List<Passing> inTime = passings.stream()
                    .filter(passing -> passing.millis() / 1000.0 <= seconds)
                    .toList();
            List<String> readers = inTime.stream()
                    .map(passing -> city.readers().get(passing.reader()).id())
                    .toList();
            if (Set.copyOf(readers).size() > best.seenBy() && readers.stream().noneMatch(avoid::contains)) {
                best = new Ride(
                        readers,
                        inTime.stream()
                                .map(passing -> passing.millis() / 1000.0)
                                .toList(),
                        Math.min(end, seconds));
            }
        }
        return best;
    }

    /** Takes the ride now: from its first reader to its last. */
    public synchronized void ride(Bike bike, Ride ride, double metersPerSecond) {
        String tag = bike.vehicle().tag();
        away.add(tag);
        long now = clock.millis();
        for (int i = 0; i < ride.readers().size(); i++) {
            long at = now + Math.round(ride.secondsAt().get(i) * 1000);
            passForCertain(tag, new Passing(0, number(ride.readers().get(i)), metersPerSecond), at);
        }
    }

    /** Back at home, as if nothing had been. */
    public synchronized void bringHome(Bike bike) {
        away.remove(bike.vehicle().tag());
    }

    /** A tag like this passes that reader in so many seconds: the bike's own, or a copy of it. */
    public synchronized void pass(Bike bike, ReaderSite reader, double inSeconds) {
        passForCertain(
                bike.vehicle().tag(),
                new Passing(0, number(reader.id()), 10),
                clock.millis() + Math.round(inSeconds * 1000));
    }
}
