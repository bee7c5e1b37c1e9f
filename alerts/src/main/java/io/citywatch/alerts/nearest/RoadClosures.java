package io.citywatch.alerts.nearest;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.RoadSearch;
import io.citywatch.roads.RoadSpot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where roads are shut: nobody passes the spot, but who is on the road before it may turn round. Immutable and
 * thread-safe.
 */
public final class RoadClosures implements RoadSearch.Gate {
    public static final RoadClosures NONE = new RoadClosures(Map.of());

    /** By edge, the parts of it that nobody passes. */
    private final Map<Integer, Part> shut;

    /** Shares of an edge, the way it is drawn. */
    private record Part(double from, double to) {
        Part and(Part other) {
            return new Part(Math.min(from, other.from), Math.max(to, other.to));
        }
    }

    private RoadClosures(Map<Integer, Part> shut) {
        this.shut = shut;
    }

    /** A place that is shut within so many metres. */
    public record Circle(Position centre, double radiusMeters) {}

    /** What these shut of the streets. */
    public static RoadClosures of(RoadGraph graph, Collection<Circle> circles) {
        Map<Integer, Part> shut = new HashMap<>();
        for (Circle circle : circles) {
            for (Mode mode : Mode.values()) {
                for (RoadSpot spot : graph.passing(circle.centre(), mode, circle.radiusMeters())) {
                    double half = Math.sqrt(Math.max(
                            0, circle.radiusMeters() * circle.radiusMeters() - spot.metersOff() * spot.metersOff()));
                    double share = half / Math.max(1, graph.meters(spot.edge()));
                    Part part = new Part(Math.max(0, spot.share() - share), Math.min(1, spot.share() + share));
                    shut.merge(spot.edge(), part, Part::and);
                }
            }
        }
        return new RoadClosures(shut);
    }

    /** Streets that are shut somewhere. */
    public int edges() {
        return shut.size();
    }

    /** Their names, sorted, each once; streets without a name are left out. */
    public SortedSet<String> names(RoadGraph graph) {
        TreeSet<String> names = new TreeSet<>();
        shut.keySet().forEach(edge -> graph.name(edge).ifPresent(names::add));
        return names;
    }

    @Override
    public boolean passes(int arc, double from, double to) {
        if (shut.isEmpty()) {
            return true;
        }
        Part part = shut.get(arc >> 1);
        if (part == null) {
            return true;
        }
        boolean along = (arc & 1) == 0;
        double begin = along ? from : 1 - Math.min(1, to);
        double end = along ? Math.min(1, to) : 1 - from;
        return end < part.from || begin > part.to;
    }
}
