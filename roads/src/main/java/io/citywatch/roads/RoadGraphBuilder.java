package io.citywatch.roads;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph while it is built, from a map or from plain arcs. What a mode cannot both reach and leave again is closed to
 * it in the end: of its roads the largest strongly connected part is kept, so that every route exists.
 */
public final class RoadGraphBuilder {
    private static final double EARTH_RADIUS_METERS = 6_371_008.8;
    private static final float CLOSED = Float.POSITIVE_INFINITY;

    private final List<Position> nodes = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private boolean placesAreCrossings;

    /** One stretch of road between two nodes, while it is described. */
    public static final class Stretch {
        private final int from;
        private final int to;
        private final List<Position> between;
        private final Map<Mode, Float> along = new EnumMap<>(Mode.class);
        private final Map<Mode, Float> against = new EnumMap<>(Mode.class);
        private double meters = Double.NaN;
        private RoadGraph.Built built = RoadGraph.Built.ROAD;
        private long way;
        private String name = "";

        private Stretch(int from, int to, List<Position> between) {
            this.from = from;
            this.to = to;
            this.between = List.copyOf(between);
        }

        /** Longer or shorter than it is drawn. */
        public Stretch meters(double given) {
            meters = given;
            return this;
        }

        public Stretch built(RoadGraph.Built given) {
            built = given;
            return this;
        }

        public Stretch name(String given) {
            name = given;
            return this;
        }

        public Stretch way(long given) {
            way = given;
            return this;
        }

        /** Open to the mode the way it is drawn, in that many seconds. */
        public Stretch along(Mode mode, double seconds) {
            along.put(mode, (float) seconds);
            return this;
        }

        /** Open to the mode against the way it is drawn. */
        public Stretch against(Mode mode, double seconds) {
            against.put(mode, (float) seconds);
            return this;
        }
    }

    /** What the graph is made of, see there. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once
    record Arrays(
            double[] lat,
            double[] lon,
            int[] from,
            int[] to,
            double[] meters,
            RoadGraph.Built[] built,
            long[] way,
            int[] name,
            String[] names,
            int[] shapeStart,
            double[] shapeLat,
            double[] shapeLon,
            EnumMap<Mode, float[]> seconds,
            boolean placesAreCrossings) {}

    /** A further node; returns its number. */
    public int node(Position position) {
        nodes.add(position);
        return nodes.size() - 1;
    }

    /**
     * Takes places as the crossing that is nearest: for graphs whose two directions of a street are two stretches, none
     * of which is drawn as it lies.
     */
    public RoadGraphBuilder placesAreCrossings() {
        placesAreCrossings = true;
        return this;
    }

    /** A straight stretch between two nodes, closed to all until it is opened. */
    public Stretch stretch(int from, int to) {
        return stretch(from, to, List.of());
    }

    /** @param between the points of its shape, without its ends */
    public Stretch stretch(int from, int to, List<Position> between) {
        Stretch stretch = new Stretch(from, to, between);
        stretches.add(stretch);
        return stretch;
    }

    /** @throws RoadsException if no mode has a road that leads anywhere and back */
    public RoadGraph build() {
        EnumMap<Mode, float[]> seconds = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            float[] open = new float[2 * stretches.size()];
            seconds.put(mode, open);
            for (int edge = 0; edge < stretches.size(); edge++) {
                open[2 * edge] = stretches.get(edge).along.getOrDefault(mode, CLOSED);
                open[2 * edge + 1] = stretches.get(edge).against.getOrDefault(mode, CLOSED);
            }
            keepLargestPart(open);
        }
        List<Integer> kept = new ArrayList<>();
        for (int edge = 0; edge < stretches.size(); edge++) {
            if (isOpenToAnybody(seconds, edge)) {
                kept.add(edge);
            }
        }
        if (kept.isEmpty()) {
            throw new RoadsException("roads: " + stretches.size()
                    + " stretches, none in a part that can be reached and left (expected: one at least)");
        }
        return new RoadGraph(arrays(kept, seconds));
    }

    private static boolean isOpenToAnybody(EnumMap<Mode, float[]> seconds, int edge) {
        for (float[] open : seconds.values()) {
            if (open[2 * edge] < CLOSED || open[2 * edge + 1] < CLOSED) {
                return true;
            }
        }
        return false;
    }

    private void keepLargestPart(float[] open) {
        int[] tails = new int[open.length];
        int[] heads = new int[open.length];
        int count = 0;
        for (int arc = 0; arc < open.length; arc++) {
            if (open[arc] < CLOSED) {
                Stretch stretch = stretches.get(arc >> 1);
                tails[count] = (arc & 1) == 0 ? stretch.from : stretch.to;
                heads[count++] = (arc & 1) == 0 ? stretch.to : stretch.from;
            }
        }
        boolean[] isIn = StrongParts.largest(
                nodes.size(), java.util.Arrays.copyOf(tails, count), java.util.Arrays.copyOf(heads, count));
        for (int arc = 0; arc < open.length; arc++) {
            Stretch stretch = stretches.get(arc >> 1);
            if (!isIn[stretch.from] || !isIn[stretch.to]) {
                open[arc] = CLOSED;
            }
        }
    }

    private Arrays arrays(List<Integer> kept, EnumMap<Mode, float[]> seconds) {
        int[] number = new int[nodes.size()];
        java.util.Arrays.fill(number, -1);
        List<Position> places = new ArrayList<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        names.put("", 0);
        int edges = kept.size();
        int points = kept.stream()
                .mapToInt(edge -> stretches.get(edge).between.size() + 2)
                .sum();
        Arrays arrays = new Arrays(
                new double[0],
                new double[0],
                new int[edges],
                new int[edges],
                new double[edges],
                new RoadGraph.Built[edges],
                new long[edges],
                new int[edges],
                new String[0],
                new int[edges + 1],
                new double[points],
                new double[points],
                new EnumMap<>(Mode.class),
                placesAreCrossings);
        seconds.forEach((mode, open) -> arrays.seconds.put(mode, only(kept, open)));
        int point = 0;
        for (int i = 0; i < edges; i++) {
            Stretch stretch = stretches.get(kept.get(i));
            arrays.from[i] = numbered(stretch.from, number, places);
            arrays.to[i] = numbered(stretch.to, number, places);
            arrays.built[i] = stretch.built;
            arrays.way[i] = stretch.way;
            arrays.name[i] = names.computeIfAbsent(stretch.name, unused -> names.size());
            arrays.shapeStart[i] = point;
            for (Position place : shape(stretch)) {
                arrays.shapeLat[point] = place.lat();
                arrays.shapeLon[point++] = place.lon();
            }
            arrays.meters[i] = Double.isNaN(stretch.meters) ? drawnMeters(stretch) : stretch.meters;
        }
        arrays.shapeStart[edges] = point;
        return new Arrays(
                places.stream().mapToDouble(Position::lat).toArray(),
                places.stream().mapToDouble(Position::lon).toArray(),
                arrays.from,
                arrays.to,
                arrays.meters,
                arrays.built,
                arrays.way,
                arrays.name,
                names.keySet().toArray(String[]::new),
                arrays.shapeStart,
                arrays.shapeLat,
                arrays.shapeLon,
                arrays.seconds,
                arrays.placesAreCrossings);
    }

    private static float[] only(List<Integer> kept, float[] open) {
        float[] only = new float[2 * kept.size()];
        for (int i = 0; i < kept.size(); i++) {
            only[2 * i] = open[2 * kept.get(i)];
            only[2 * i + 1] = open[2 * kept.get(i) + 1];
        }
        return only;
    }

    private int numbered(int node, int[] number, List<Position> places) {
        if (number[node] < 0) {
            number[node] = places.size();
            places.add(nodes.get(node));
        }
        return number[node];
    }

    private List<Position> shape(Stretch stretch) {
        List<Position> shape = new ArrayList<>(stretch.between.size() + 2);
        shape.add(nodes.get(stretch.from));
        shape.addAll(stretch.between);
        shape.add(nodes.get(stretch.to));
        return shape;
    }

    private double drawnMeters(Stretch stretch) {
        List<Position> shape = shape(stretch);
        double sum = 0;
        for (int i = 1; i < shape.size(); i++) {
            Position one = shape.get(i - 1);
            Position next = shape.get(i);
            sum += meters(one.lat(), one.lon(), next.lat(), next.lon());
        }
        return sum;
    }

    /** On the plane that touches the earth there: right to 0.1 % for a stretch of road, and many times as fast. */
    static double meters(double lat, double lon, double otherLat, double otherLon) {
        double north = Math.toRadians(otherLat - lat);
        double east = Math.toRadians(otherLon - lon) * Math.cos(Math.toRadians((lat + otherLat) / 2));
        return EARTH_RADIUS_METERS * Math.sqrt(north * north + east * east);
    }
}
