package io.citywatch.roads;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which roads are near a place: a grid of cells, each with the straight pieces of road that touch it. A nearest road is
 * looked for in rings of cells about the place, until no farther ring can hold a nearer one.
 */
final class RoadIndex {
    private static final double METERS_PER_DEGREE = 111_195;
    private static final double LEAST_CELL_METERS = 150;
    private static final int CELLS_PER_PIECE = 2;
    private static final double AT_THE_END_METERS = 2;

    private final RoadGraph graph;
    private final double south;
    private final double west;
    private final double latStep;
    private final double lonStep;
    private final int rows;
    private final int columns;
    /** By cell, where its pieces begin; one more at the end. */
    private final int[] start;
    /** Pieces, by the point of the shapes at which each begins. */
    private final int[] pieces;
    /** By point of the shapes, the edge. */
    private final int[] edgeOf;

    RoadIndex(RoadGraph graph) {
        this.graph = graph;
        double north = -90;
        double east = -180;
        double least = 90;
        double left = 180;
        for (int point = 0; point < graph.shapePoints(); point++) {
            north = Math.max(north, graph.shapeLat(point));
            least = Math.min(least, graph.shapeLat(point));
            east = Math.max(east, graph.shapeLon(point));
            left = Math.min(left, graph.shapeLon(point));
        }
        south = least;
        west = left;
        double perLon = METERS_PER_DEGREE * Math.max(0.01, Math.cos(Math.toRadians((north + south) / 2)));
        double area = Math.max(1, (north - south) * METERS_PER_DEGREE) * Math.max(1, (east - west) * perLon);
        double cell = Math.max(LEAST_CELL_METERS, Math.sqrt(area / (CELLS_PER_PIECE * (double) graph.shapePoints())));
        latStep = cell / METERS_PER_DEGREE;
        lonStep = cell / perLon;
        rows = (int) ((north - south) / latStep) + 1;
        columns = (int) ((east - west) / lonStep) + 1;
        edgeOf = new int[graph.shapePoints()];
        for (int edge = 0; edge < graph.edges(); edge++) {
            Arrays.fill(edgeOf, graph.shapeStart(edge), graph.shapeStart(edge + 1), edge);
        }
        start = new int[rows * columns + 1];
        eachPiece((piece, at) -> start[at + 1]++);
        for (int at = 0; at < rows * columns; at++) {
            start[at + 1] += start[at];
        }
        pieces = new int[start[rows * columns]];
        int[] next = Arrays.copyOf(start, rows * columns);
        eachPiece((piece, at) -> pieces[next[at]++] = piece);
    }

    private interface Found {
        void at(int piece, int cell);
    }

    private void eachPiece(Found found) {
        for (int edge = 0; edge < graph.edges(); edge++) {
            for (int point = graph.shapeStart(edge); point < graph.shapeStart(edge + 1) - 1; point++) {
                int top = row(Math.max(graph.shapeLat(point), graph.shapeLat(point + 1)));
                int right = column(Math.max(graph.shapeLon(point), graph.shapeLon(point + 1)));
                for (int row = row(Math.min(graph.shapeLat(point), graph.shapeLat(point + 1))); row <= top; row++) {
                    for (int column = column(Math.min(graph.shapeLon(point), graph.shapeLon(point + 1)));
                            column <= right;
                            column++) {
                        found.at(point, row * columns + column);
                    }
                }
            }
        }
    }

    private int row(double lat) {
        return Math.max(0, Math.min(rows - 1, (int) Math.floor((lat - south) / latStep)));
    }

    private int column(double lon) {
        return Math.max(0, Math.min(columns - 1, (int) Math.floor((lon - west) / lonStep)));
    }

    Optional<RoadSpot> nearest(Position place, Mode mode, double within) {
        return nearest(new Nearest(place, mode, within, false));
    }

    Optional<RoadSpot> nearestCrossing(Position place, Mode mode, double within) {
        return nearest(new Nearest(place, mode, within, true));
    }

    private Optional<RoadSpot> nearest(Nearest nearest) {
        Position place = nearest.place;
        // Rings are counted from where the place is, which may be outside the grid.
        int row = (int) Math.floor((place.lat() - south) / latStep);
        int column = (int) Math.floor((place.lon() - west) / lonStep);
        double cell = Math.min(latStep * METERS_PER_DEGREE, lonStep * nearest.perLon);
        int last = Math.max(
                Math.max(Math.abs(row), Math.abs(row - rows + 1)),
                Math.max(Math.abs(column), Math.abs(column - columns + 1)));
        for (int ring = 0; ring <= last && (ring - 1) * cell <= nearest.meters; ring++) {
            for (int r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
                boolean isEdgeRow = r == row - ring || r == row + ring;
                int step = isEdgeRow || ring == 0 ? 1 : 2 * ring;
                for (int c = column - ring; c <= column + ring; c += step) {
                    if (c >= 0 && c < columns) {
                        look(r * columns + c, nearest);
                    }
                }
            }
        }
        return nearest.piece < 0 ? Optional.empty() : Optional.of(spot(nearest.piece, nearest.share, nearest.meters));
    }

    private void look(int cell, Nearest nearest) {
        for (int i = start[cell]; i < start[cell + 1]; i++) {
            nearest.look(pieces[i]);
        }
    }

    List<RoadSpot> passing(Position place, Mode mode, double within) {
        double perLon = METERS_PER_DEGREE * Math.cos(Math.toRadians(place.lat()));
        int top = row(place.lat() + within / METERS_PER_DEGREE);
        int right = column(place.lon() + within / perLon);
        TreeMap<Integer, Nearest> byEdge = new TreeMap<>();
        for (int r = row(place.lat() - within / METERS_PER_DEGREE); r <= top; r++) {
            for (int c = column(place.lon() - within / perLon); c <= right; c++) {
                for (int i = start[r * columns + c]; i < start[r * columns + c + 1]; i++) {
                    byEdge.computeIfAbsent(edgeOf[pieces[i]], edge -> new Nearest(place, mode, within, false))
                            .look(pieces[i]);
                }
            }
        }
        List<RoadSpot> spots = new ArrayList<>();
        for (Nearest nearest : byEdge.values()) {
            if (nearest.piece >= 0) {
                spots.add(spot(nearest.piece, nearest.share, nearest.meters));
            }
        }
        return spots;
    }

    private RoadSpot spot(int piece, double share, double meters) {
        int edge = edgeOf[piece];
        double before = 0;
        for (int point = graph.shapeStart(edge); point < piece; point++) {
            before += graph.segmentMeters(point);
        }
        double whole = graph.shapeMeters(edge);
        double along = before + share * graph.segmentMeters(piece);
        // At a crossing it is the crossing itself, from which every road there can be taken.
        double at = along <= AT_THE_END_METERS ? 0 : along >= whole - AT_THE_END_METERS ? 1 : along / whole;
        return new RoadSpot(edge, at, graph.position(edge, at), meters);
    }

    /** The nearest piece so far. */
    private final class Nearest {
        private final Position place;
        private final Mode mode;
        private final double perLon;
        /** Whether a place between the ends of a road does not count. */
        private final boolean endsOnly;

        private double meters;
        private int piece = -1;
        private double share;

        Nearest(Position place, Mode mode, double within, boolean endsOnly) {
            this.place = place;
            this.mode = mode;
            this.perLon = METERS_PER_DEGREE * Math.cos(Math.toRadians(place.lat()));
            this.meters = within;
            this.endsOnly = endsOnly;
        }

        void look(int candidate) {
            int edge = edgeOf[candidate];
            if (!graph.isOpen(2 * edge, mode) && !graph.isOpen(2 * edge + 1, mode)) {
                return;
            }
            double x = (graph.shapeLon(candidate) - place.lon()) * perLon;
            double y = (graph.shapeLat(candidate) - place.lat()) * METERS_PER_DEGREE;
            double dx = (graph.shapeLon(candidate + 1) - graph.shapeLon(candidate)) * perLon;
            double dy = (graph.shapeLat(candidate + 1) - graph.shapeLat(candidate)) * METERS_PER_DEGREE;
            if (endsOnly) {
                if (candidate == graph.shapeStart(edge)) {
                    take(candidate, 0, x, y);
                }
                if (candidate == graph.shapeStart(edge + 1) - 2) {
                    take(candidate, 1, x + dx, y + dy);
                }
                return;
            }
            double square = dx * dx + dy * dy;
            double along = square == 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / square));
            take(candidate, along, x + along * dx, y + along * dy);
        }

        private void take(int candidate, double along, double east, double north) {
            double apart = Math.sqrt(east * east + north * north);
            if (piece < 0 ? apart <= meters : apart < meters) {
                meters = apart;
                piece = candidate;
                share = along;
            }
        }
    }
}
