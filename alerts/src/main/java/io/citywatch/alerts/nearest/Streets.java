package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.Measure;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadSearch;
import io.citywatch.roads.RoadSpot;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Travel by the city's streets, as they are open now. One search against the direction of travel, from the place that
 * people are wanted at, tells of everybody at once and exactly. What is far from any road, or off the map, is as the
 * crow flies.
 */
public final class Streets implements Travel {
    /** A fix so far from a road is on it: fixes are no better than that. */
    private static final double ON_THE_ROAD_METERS = 30;
    /** A spot so near a crossing is the crossing. */
    private static final double SNAPPED_METERS = 2;
    /** Who is farther from a road than that is off the map. */
    private static final double OFF_THE_MAP_METERS = 1_500;
    /** Between a road and a place beside it. */
    private static final double ON_FOOT_METERS_PER_SECOND = 1.2;

    private final RoadGraph graph;
    private final Map<Mode, Double> fastest = new EnumMap<>(Mode.class);
    /** What searches work with, some 40 bytes a node each. */
    private final Queue<RoadSearch> idle = new ConcurrentLinkedQueue<>();

    private volatile RoadClosures closures = RoadClosures.NONE;

    public Streets(RoadGraph graph) {
        this.graph = graph;
        for (Mode mode : Mode.values()) {
            // Where no road is open to the mode, it goes as the crow flies.
            fastest.put(mode, Math.max(mode.metersPerSecond(), graph.fastest(mode)));
        }
    }

    public RoadGraph graph() {
        return graph;
    }

    /** What is closed from now on; returns travel as it was before. */
    public Travel close(RoadClosures now) {
        Travel before = under(closures);
        closures = now;
        return before;
    }

    /** Travel with these roads closed, whatever is closed now. */
    public Travel under(RoadClosures given) {
        return new Travel() {
            @Override
            public Trip between(Position from, Position to, Mode mode) {
                return Streets.between(this, from, to, mode);
            }

            @Override
            public Approach to(Position place) {
                return new ByRoad(place, given);
            }
        };
    }

    @Override
    public double freeMeters() {
        return 2 * (ON_THE_ROAD_METERS + SNAPPED_METERS);
    }

    @Override
    public double fastest(Mode mode) {
        return fastest.getOrDefault(mode, mode.metersPerSecond());
    }

    @Override
    public Trip between(Position from, Position to, Mode mode) {
        return between(this, from, to, mode);
    }

    private static Trip between(Travel travel, Position from, Position to, Mode mode) {
        try (Approach approach = travel.to(to)) {
            return approach.from(from, mode, Double.POSITIVE_INFINITY);
        }
    }

    @Override
    public Approach to(Position place) {
        return new ByRoad(place, closures);
    }

    @Override
    public List<List<Position>> frontiers(Position from, Mode mode, List<Double> seconds) {
        RoadSpot begin = spot(from, mode);
        if (begin == null || seconds.isEmpty()) {
            return List.of();
        }
        RoadSearch search = borrow();
        try {
            RoadSearch reached = search.from(List.of(begin), mode, Measure.SECONDS, Collections.max(seconds), closures);
            return seconds.stream().map(reached::frontier).toList();
        } finally {
            idle.add(search);
        }
    }

    private RoadSearch borrow() {
        RoadSearch search = idle.poll();
        return search == null ? new RoadSearch(graph) : search;
    }

    private @Nullable RoadSpot spot(Position place, Mode mode) {
        return graph.snap(place, mode, OFF_THE_MAP_METERS).orElse(null);
    }

    private double besideSeconds(RoadSpot spot, Mode mode) {
        return graph.placesAreCrossings()
                ? spot.metersOff() / fastest(mode)
                : Math.max(0, spot.metersOff() - ON_THE_ROAD_METERS) / ON_FOOT_METERS_PER_SECOND;
    }

    /** One place and, for each mode that was asked for, the search from it, as far as it went. */
    private final class ByRoad implements Approach {
        private final Position place;
        private final RoadClosures closed;
        private final Map<Mode, Reached> byMode = new EnumMap<>(Mode.class);

        ByRoad(Position place, RoadClosures closed) {
            this.place = place;
            this.closed = closed;
        }

        /** How far the search of a mode went; no spot if the place is off the map. */
        private record Reached(
                @Nullable RoadSpot spot, @Nullable RoadSearch search, double seconds) {}

        @Override
        public Trip from(Position start, Mode mode, double most) {
            RoadSpot begin = spot(start, mode);
            Reached reached = begin == null ? null : reach(mode, most);
            if (begin == null || reached == null || reached.spot == null || reached.search == null) {
                return AS_THE_CROW_FLIES.between(start, place, mode);
            }
            double seconds = reached.search.seconds(begin);
            if (seconds == Double.POSITIVE_INFINITY) {
                return Trip.CUT_OFF;
            }
            double beside = besideSeconds(begin, mode) + besideSeconds(reached.spot, mode);
            return new Trip(reached.search.meters(begin), seconds + beside, true);
        }

        private Reached reach(Mode mode, double most) {
            Reached known = byMode.get(mode);
            if (known != null && (known.spot == null || known.seconds >= most)) {
                return known;
            }
            RoadSpot end = known == null ? spot(place, mode) : known.spot;
            Reached reached;
            if (end == null) {
                reached = new Reached(null, null, Double.POSITIVE_INFINITY);
            } else {
                RoadSearch search = known == null || known.search == null ? borrow() : known.search;
                reached = new Reached(end, search.to(end, mode, Measure.SECONDS, most, closed), most);
            }
            byMode.put(mode, reached);
            return reached;
        }

        @Override
        public void close() {
            for (Reached reached : byMode.values()) {
                if (reached.search != null) {
                    idle.add(reached.search);
                }
            }
            byMode.clear();
        }
    }
}
