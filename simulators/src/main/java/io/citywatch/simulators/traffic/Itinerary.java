package io.citywatch.simulators.traffic;

import io.citywatch.simulators.city.Bike;
import io.citywatch.simulators.city.ReaderSite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The days of one motorcycle: home, work, market and home again, with a stay at each, for ever. Where it is follows
 * from the clock alone, so a city that is started again goes on as if it had never stopped, and nobody leaps.
 *
 * @param periodMillis from one setting out to the next
 * @param phaseMillis how far it is at the epoch
 * @param passings of one period, by time
 */
record Itinerary(long periodMillis, long phaseMillis, List<Passing> passings) {
    private static final double SHORTEST_STAY_SECONDS = 600;
    private static final double LONGEST_STAY_SECONDS = 2_400;

    /** Which readers watch a crossing or an edge; -1 for none. */
    static final class Watched {
        private final int[] crossings;
        private final int[] edges;

        private Watched(int crossings, int edges) {
            this.crossings = new int[crossings];
            this.edges = new int[edges];
            Arrays.fill(this.crossings, -1);
            Arrays.fill(this.edges, -1);
        }

        static Watched by(List<ReaderSite> readers, int crossings, int edges) {
            Watched watched = new Watched(crossings, edges);
            for (int i = 0; i < readers.size(); i++) {
                ReaderSite site = readers.get(i);
                if (site.crossing() >= 0) {
                    watched.crossings[site.crossing()] = i;
                } else {
                    watched.edges[site.edge()] = i;
                }
            }
            return watched;
        }

        int atCrossing(int crossing) {
            return crossings[crossing];
        }

        int atEdge(int edge) {
            return edges[edge];
        }
    }

    /** @param patience how many times the usual stays; more where readers stand dense, to keep to the city's rate */
    static Itinerary of(Bike bike, Roads roads, Watched watched, double patience, RandomGenerator random) {
        List<Passing> passings = new ArrayList<>();
        double pace = random.nextDouble(0.85, 1.15);
        double at = 0;
        at = ride(roads.to(bike.work(), bike.crossing()), at, pace, roads, watched, passings);
        at += stay(patience, random);
        at = ride(roads.between(bike.work(), bike.market()), at, pace, roads, watched, passings);
        at += stay(patience, random) / 2;
        at = ride(roads.from(bike.market(), bike.crossing()), at, pace, roads, watched, passings);
        at += stay(patience, random);
        long period = Math.round(at * 1000);
        return new Itinerary(period, random.nextLong(period), List.copyOf(passings));
    }

    private static double stay(double patience, RandomGenerator random) {
        return patience * random.nextDouble(SHORTEST_STAY_SECONDS, LONGEST_STAY_SECONDS);
    }

    /**
     * Rides a way.
     *
     * @param from seconds at its beginning
     * @param pace how many times as fast as others
     * @return seconds at its end
     */
    static double ride(
            List<Roads.Step> way, double from, double pace, Roads roads, Watched watched, List<Passing> passings) {
        double at = from;
        for (Roads.Step step : way) {
            double speed = roads.metersPerSecond(step.edge()) * pace;
            if (watched.atEdge(step.edge()) >= 0) {
                passings.add(new Passing(millis(at + step.seconds() / pace / 2), watched.atEdge(step.edge()), speed));
            }
            at += step.seconds() / pace;
            if (watched.atCrossing(step.crossing()) >= 0) {
                passings.add(new Passing(millis(at), watched.atCrossing(step.crossing()), speed));
            }
        }
        return at;
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    /** When it next passes the reader of that number in the list of passings, epoch milliseconds, after the time. */
    long next(int passing, long afterMillis) {
        long start = Math.floorDiv(afterMillis + phaseMillis, periodMillis) * periodMillis - phaseMillis;
        long at = start + passings.get(passing).millis();
        return at > afterMillis ? at : at + periodMillis;
    }

    /** The passing that comes first after the time. */
    int first(long afterMillis) {
        int first = 0;
        for (int i = 1; i < passings.size(); i++) {
            if (next(i, afterMillis) < next(first, afterMillis)) {
                first = i;
            }
        }
        return first;
    }
}
