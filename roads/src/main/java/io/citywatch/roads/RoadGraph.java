package io.citywatch.roads;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Streets as a directed graph in flat arrays. An edge is a stretch of road between two nodes, with a shape; each edge
 * is two arcs, {@code 2 * edge} the way it is drawn and {@code 2 * edge + 1} the other way, of which either may be closed
 * to a mode of travel. Immutable and thread-safe; some 60 bytes an edge beside its shape.
 */
public final class RoadGraph implements Serializable {
    private static final long serialVersionUID = 1;

    /** What a stretch of road is built as. */
    public enum Built {
        ROAD,
        BRIDGE,
        TUNNEL
    }

    private final double[] lat;
    private final double[] lon;
    /** By edge. */
    private final int[] from;

    private final int[] to;
    private final double[] meters;
    private final Built[] built;
    private final long[] way;
    private final int[] name;
    private final String[] names;
    /** By edge, where its shape begins among the shapes' points, both ends included; one more at the end. */
    private final int[] shapeStart;

    private final double[] shapeLat;
    private final double[] shapeLon;
    /** By mode and arc; infinite where the mode may not or need not go. */
    private final EnumMap<Mode, float[]> seconds;
    /** By node, where its arcs begin among those that leave it; one more at the end. */
    private final int[] leavingStart;

    private final int[] leaving;

    private final boolean placesAreCrossings;

    private transient volatile RoadIndex index;

    @SuppressWarnings("NullAway.Init") // the index is made when it is asked for
    RoadGraph(RoadGraphBuilder.Arrays arrays) {
        lat = arrays.lat();
        lon = arrays.lon();
        from = arrays.from();
        to = arrays.to();
        meters = arrays.meters();
        built = arrays.built();
        way = arrays.way();
        name = arrays.name();
        names = arrays.names();
        shapeStart = arrays.shapeStart();
        shapeLat = arrays.shapeLat();
        shapeLon = arrays.shapeLon();
        seconds = arrays.seconds();
        placesAreCrossings = arrays.placesAreCrossings();
        leavingStart = new int[lat.length + 1];
        leaving = new int[2 * from.length];
        sortByTail();
    }

    private void sortByTail() {
        for (int arc = 0; arc < leaving.length; arc++) {
            leavingStart[tail(arc) + 1]++;
        }
        for (int node = 0; node < lat.length; node++) {
            leavingStart[node + 1] += leavingStart[node];
        }
        int[] next = Arrays.copyOf(leavingStart, lat.length);
        for (int arc = 0; arc < leaving.length; arc++) {
            leaving[next[tail(arc)]++] = arc;
        }
    }

    public int nodes() {
        return lat.length;
    }

    public int edges() {
        return from.length;
    }

    public Position position(int node) {
        return new Position(lat[node], lon[node]);
    }

    public int tail(int arc) {
        return (arc & 1) == 0 ? from[arc >> 1] : to[arc >> 1];
    }

    public int head(int arc) {
        return (arc & 1) == 0 ? to[arc >> 1] : from[arc >> 1];
    }

    /** Where the arcs that leave the node begin; they end where those of the next node begin. */
    int leavingStart(int node) {
        return leavingStart[node];
    }

    /** An arc by its place among those that leave nodes; the arcs that come into a node are these, turned round. */
    int leaving(int place) {
        return leaving[place];
    }

    public double meters(int edge) {
        return meters[edge];
    }

    /** Infinite if the arc is closed to the mode. */
    public double seconds(int arc, Mode mode) {
        return secondsByArc(mode)[arc];
    }

    public boolean isOpen(int arc, Mode mode) {
        return secondsByArc(mode)[arc] < Float.POSITIVE_INFINITY;
    }

    /**
     * Metres of straight line that nobody of this mode makes good in less than a second; 0 if no arc is open to it. By
     * it a straight line says what a way takes at least.
     */
    public double fastest(Mode mode) {
        float[] byArc = secondsByArc(mode);
        double fastest = 0;
        for (int arc = 0; arc < byArc.length; arc++) {
            if (byArc[arc] < Float.POSITIVE_INFINITY) {
                double drawn = shapeMeters(arc >> 1);
                fastest = Math.max(fastest, drawn == 0 ? 0 : drawn / byArc[arc]);
            }
        }
        return fastest;
    }

    /** Not to be changed: a search asks once for all its arcs. */
    float[] secondsByArc(Mode mode) {
        return Objects.requireNonNull(seconds.get(mode));
    }

    /** As if every road that is open to the mode at all were open both ways. */
    float[] secondsEitherWay(Mode mode) {
        float[] free = secondsByArc(mode).clone();
        for (int edge = 0; edge < edges(); edge++) {
            free[2 * edge] = Math.min(free[2 * edge], free[2 * edge + 1]);
            free[2 * edge + 1] = Math.min(free[2 * edge], free[2 * edge + 1]);
        }
        return free;
    }

    /** Whether the mode may go one way and not the other. */
    public boolean isOneWay(int edge, Mode mode) {
        return isOpen(2 * edge, mode) != isOpen(2 * edge + 1, mode);
    }

    public Built built(int edge) {
        return built[edge];
    }

    /** The way of OpenStreetMap, or whatever the edge was drawn from. */
    public long way(int edge) {
        return way[edge];
    }

    public Optional<String> name(int edge) {
        return names[name[edge]].isEmpty() ? Optional.empty() : Optional.of(names[name[edge]]);
    }

    int shapeStart(int edge) {
        return shapeStart[edge];
    }

    int shapePoints() {
        return shapeLat.length;
    }

    double shapeLat(int point) {
        return shapeLat[point];
    }

    double shapeLon(int point) {
        return shapeLon[point];
    }

    /** The place at this share (0 to 1) of the edge's length, the way it is drawn. */
    public Position position(int edge, double share) {
        double left = share * shapeMeters(edge);
        int last = shapeStart[edge + 1] - 1;
        for (int point = shapeStart[edge]; point < last; point++) {
            double length = segmentMeters(point);
            if (left <= length) {
                double part = length == 0 ? 0 : left / length;
                return new Position(
                        shapeLat[point] + (shapeLat[point + 1] - shapeLat[point]) * part,
                        shapeLon[point] + (shapeLon[point + 1] - shapeLon[point]) * part);
            }
            left -= length;
        }
        return new Position(shapeLat[last], shapeLon[last]);
    }

    /** Degrees clockwise from north in which the arc is ridden at this share of its edge. */
    public double bearing(int arc, double share) {
        int edge = arc >> 1;
        int point = shapeStart[edge];
        double left = share * shapeMeters(edge);
        while (point < shapeStart[edge + 1] - 2 && left > segmentMeters(point)) {
            left -= segmentMeters(point);
            point++;
        }
        double north = shapeLat[point + 1] - shapeLat[point];
        double east = (shapeLon[point + 1] - shapeLon[point]) * Math.cos(Math.toRadians(shapeLat[point]));
        double drawn = Math.toDegrees(Math.atan2(east, north));
        return ((arc & 1) == 0 ? drawn + 360 : drawn + 180 + 360) % 360;
    }

    /** As the shape has it, which is the edge's length unless another was given. */
    double shapeMeters(int edge) {
        double sum = 0;
        for (int point = shapeStart[edge]; point < shapeStart[edge + 1] - 1; point++) {
            sum += segmentMeters(point);
        }
        return sum;
    }

    double segmentMeters(int point) {
        return RoadGraphBuilder.meters(shapeLat[point], shapeLon[point], shapeLat[point + 1], shapeLon[point + 1]);
    }

    /** Whether places are taken as the crossing that is nearest, since between crossings the streets are not drawn. */
    public boolean placesAreCrossings() {
        return placesAreCrossings;
    }

    /** The place on a road that is nearest, if there is one within that many metres that the mode may use. */
    public Optional<RoadSpot> snap(Position position, Mode mode, double within) {
        return placesAreCrossings
                ? index().nearestCrossing(position, mode, within)
                : index().nearest(position, mode, within);
    }

    /** The end of a road that is nearest: for data whose places are crossings. */
    public Optional<RoadSpot> snapToCrossing(Position position, Mode mode, double within) {
        return index().nearestCrossing(position, mode, within);
    }

    /** On each road that passes within that many metres and is open to the mode, the place that is nearest. */
    public List<RoadSpot> passing(Position position, Mode mode, double within) {
        return index().passing(position, mode, within);
    }

    private RoadIndex index() {
        RoadIndex made = index;
        if (made == null) {
            made = new RoadIndex(this);
            index = made;
        }
        return made;
    }
}
