package io.citywatch.simulators.traffic;

import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.ReaderSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rides between any crossing and the places where bikes go or readers stand, as the readers could see them. Immutable. */
public final class Trips {
    private final Roads roads;
    private final Itinerary.Watched watched;
    private final int cityDestinations;
    private final Map<Integer, Integer> destinationAt = new HashMap<>();

    public Trips(City city) {
        List<Integer> destinations = new ArrayList<>(city.destinations());
        for (ReaderSite site : city.readers()) {
            int crossing = site.crossing() >= 0
                    ? site.crossing()
                    : city.graph().edges().get(site.edge()).to();
            if (!destinations.contains(crossing)) {
                destinations.add(crossing);
            }
        }
        for (int i = 0; i < destinations.size(); i++) {
            destinationAt.put(destinations.get(i), i);
        }
        this.cityDestinations = city.destinations().size();
        this.roads = new Roads(city.graph(), destinations);
        this.watched = Itinerary.Watched.by(
                city.readers(),
                city.graph().crossings().size(),
                city.graph().edges().size());
    }

    /**
     * A ride.
     *
     * @param passings in their order, from its beginning on
     * @param seconds how long it takes
     */
    public record Trip(List<Passing> passings, double seconds) {
        public Trip {
            passings = List.copyOf(passings);
        }

        /** The readers in their order, by number; one that is passed twice in a row stands there once. */
        public List<Integer> readers() {
            List<Integer> readers = new ArrayList<>();
            for (Passing passing : passings) {
                if (readers.isEmpty() || readers.get(readers.size() - 1) != passing.reader()) {
                    readers.add(passing.reader());
                }
            }
            return readers;
        }
    }

    /** How many destinations bikes of the city have. */
    public int destinations() {
        return cityDestinations;
    }

    /** From a crossing to a destination, by its number. */
    public Trip to(int destination, int crossing, double pace) {
        return ride(roads.to(destination, crossing), pace);
    }

    /** From a destination to a crossing. */
    public Trip from(int destination, int crossing, double pace) {
        return ride(roads.from(destination, crossing), pace);
    }

    /** Between two destinations. */
    public Trip between(int one, int other, double pace) {
        return ride(roads.between(one, other), pace);
    }

    /** From a crossing to where a reader stands. */
    public Trip toReader(ReaderSite site, int crossing, double pace) {
        return to(destinationOf(site), crossing, pace);
    }

    /** From where one reader stands to another's place. */
    public Trip betweenReaders(ReaderSite one, ReaderSite other, double pace) {
        return between(destinationOf(one), destinationOf(other), pace);
    }

    private int destinationOf(ReaderSite site) {
        Integer found = destinationAt.get(site.crossing());
        if (found == null) {
            throw new IllegalArgumentException("reader: " + site.id() + " (expected: one that watches a crossing)");
        }
        return found;
    }

    private Trip ride(List<Roads.Step> way, double pace) {
        List<Passing> passings = new ArrayList<>();
        double seconds = Itinerary.ride(way, 0, pace, roads, watched, passings);
        return new Trip(passings, seconds);
    }
}
