package io.citywatch.simulators.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNG;

/**
 * Parts the city's land into districts, streets, communities, and these into units and grids, so that each level tiles
 * it. A part is cut in two again and again, each time so that its share of sample points on land falls to either side:
 * no piece is only water, and pieces are smaller where streets are denser. Cuts lie on whole metres.
 */
final class Areas {
    private static final Envelope CITY = new Envelope(-5700, 6100, -4100, 4200);
    private static final double WEST_OF_LONGHU = -900;
    private static final double SAMPLE_METERS = 50;
    private static final int SAMPLES_A_CROSSING = 4;
    private static final GeometryFactory METERS = new GeometryFactory(new PrecisionModel(1));

    private final List<Area> areas = new ArrayList<>();
    private final CitySize size;

    /** A piece under way: where it is, the land in it, and the samples that it holds. */
    private record Piece(Envelope box, Geometry land, List<Point> samples) {}

    private Areas(CitySize size) {
        this.size = size;
    }

    static List<Area> part(City.Landscape landscape, StreetGraph graph, CitySize size, RandomGenerator random) {
        Areas areas = new Areas(size);
        Geometry land = OverlayNG.overlay(
                OverlayNG.overlay(
                        polygon(landscape.north().ring()),
                        polygon(landscape.south().ring()),
                        OverlayNG.UNION,
                        METERS.getPrecisionModel()),
                polygon(landscape.island().ring()),
                OverlayNG.UNION,
                METERS.getPrecisionModel());
        Piece city = new Piece(CITY, clip(land, CITY), samples(landscape, graph, random));
        areas.partCity(city);
        return List.copyOf(areas.areas);
    }

    private static Geometry polygon(List<Point> ring) {
        Coordinate[] line = new Coordinate[ring.size() + 1];
        for (int i = 0; i < line.length; i++) {
            Point point = ring.get(i % ring.size());
            line[i] = new Coordinate(Math.rint(point.x()), Math.rint(point.y()));
        }
        return METERS.createPolygon(line).buffer(0);
    }

    private static Geometry clip(Geometry land, Envelope box) {
        Geometry both =
                OverlayNG.overlay(land, METERS.toGeometry(box), OverlayNG.INTERSECTION, METERS.getPrecisionModel());
        // A border along a cut leaves a line beside the polygons, which is no land.
        List<?> polygons = PolygonExtracter.getPolygons(both);
        return METERS.createMultiPolygon(
                polygons.stream().map(Polygon.class::cast).toArray(Polygon[]::new));
    }

    private static List<Point> samples(City.Landscape landscape, StreetGraph graph, RandomGenerator random) {
        List<Point> samples = new ArrayList<>();
        for (double x = CITY.getMinX() + 20; x < CITY.getMaxX() - 20; x += SAMPLE_METERS) {
            for (double y = CITY.getMinY() + 20; y < CITY.getMaxY() - 20; y += SAMPLE_METERS) {
                Point point = new Point(x + random.nextDouble(-15, 15), y + random.nextDouble(-15, 15));
                if (landscape.isLand(point)) {
                    samples.add(point);
                }
            }
        }
        for (Point crossing : graph.crossings()) {
            for (int i = 0; i < SAMPLES_A_CROSSING && landscape.isLand(crossing); i++) {
                Point point =
                        new Point(crossing.x() + random.nextDouble(-30, 30), crossing.y() + random.nextDouble(-30, 30));
                if (landscape.isLand(point) && CITY.contains(point.x(), point.y())) {
                    samples.add(point);
                }
            }
        }
        return samples;
    }

    private void partCity(Piece city) {
        List<Piece> shores = cut(city, false, 0);
        List<Piece> north = cut(shores.get(1), true, WEST_OF_LONGHU);
        List<Piece> districts = List.of(north.get(0), north.get(1), shores.get(0));
        int streets = Math.max(2 * districts.size(), size.units() / 8);
        int communities = Math.max(streets, size.units() / 3);
        int[] streetsOf = shares(streets, districts);
        int number = 0;
        List<Piece> allStreets = new ArrayList<>();
        List<Area> allStreetAreas = new ArrayList<>();
        for (int i = 0; i < districts.size(); i++) {
            Name name = Gazetteer.DISTRICTS.get(i);
            Area district = add("d-" + (i + 1), Area.Level.DISTRICT, null, name, districts.get(i));
            List<Piece> pieces = split(districts.get(i), streetsOf[i]);
            for (int k = 0; k < pieces.size(); k++) {
                number++;
                Name street = new Name(
                        Gazetteer.streetOffice(i, k).zh(),
                        Gazetteer.streetOffice(i, k).en());
                allStreetAreas.add(add(id("s", number, 2), Area.Level.STREET, district.id(), street, pieces.get(k)));
            }
            allStreets.addAll(pieces);
        }
        partStreets(allStreets, allStreetAreas, communities);
    }

    private void partStreets(List<Piece> streets, List<Area> streetAreas, int communities) {
        List<Piece> pieces = new ArrayList<>();
        List<Area> parents = new ArrayList<>();
        partEach(streets, streetAreas, shares(communities, streets), "c", Area.Level.COMMUNITY, pieces, parents);
        List<Piece> ends = new ArrayList<>();
        partEach(pieces, parents, shares(size.units(), pieces), "unit", Area.Level.UNIT, ends, new ArrayList<>());
        partEach(pieces, parents, shares(size.grids(), pieces), "g", Area.Level.GRID, ends, new ArrayList<>());
    }

    private void partEach(
            List<Piece> wholes,
            List<Area> wholeAreas,
            int[] counts,
            String prefix,
            Area.Level level,
            List<Piece> pieces,
            List<Area> areasOfPieces) {
        int digits = Math.max(
                2, Integer.toString(java.util.Arrays.stream(counts).sum()).length());
        int number = 0;
        for (int i = 0; i < wholes.size(); i++) {
            List<Piece> parts = split(wholes.get(i), counts[i]);
            for (int k = 0; k < parts.size(); k++) {
                number++;
                areasOfPieces.add(add(
                        id(prefix, number, digits),
                        level,
                        wholeAreas.get(i).id(),
                        Gazetteer.part(level, wholeAreas.get(i).name(), k + 1),
                        parts.get(k)));
            }
            pieces.addAll(parts);
        }
    }

    private static String id(String prefix, int number, int digits) {
        return prefix + "-" + String.format(Locale.ROOT, "%0" + digits + "d", number);
    }

    private Area add(String id, Area.Level level, @Nullable String parent, Name name, Piece piece) {
        List<List<Point>> rings = new ArrayList<>();
        for (int i = 0; i < piece.land().getNumGeometries(); i++) {
            if (piece.land().getGeometryN(i) instanceof Polygon polygon && !polygon.isEmpty()) {
                Coordinate[] line = polygon.getExteriorRing().getCoordinates();
                List<Point> ring = new ArrayList<>();
                for (int k = 0; k + 1 < line.length; k++) {
                    ring.add(new Point(line[k].x, line[k].y));
                }
                rings.add(ring);
            }
        }
        Area area = new Area(id, level, parent, name, rings);
        areas.add(area);
        return area;
    }

    /** So many to each, by the samples that it holds; at least one each, and all together the total. */
    private static int[] shares(int total, List<Piece> pieces) {
        long samples =
                pieces.stream().mapToLong(piece -> piece.samples().size()).sum();
        int[] shares = new int[pieces.size()];
        int given = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] =
                    Math.max(1, (int) ((long) total * pieces.get(i).samples().size() / samples));
            given += shares[i];
        }
        for (; given != total; given += Integer.signum(total - given)) {
            int step = Integer.signum(total - given);
            int best = -1;
            double most = -1;
            for (int i = 0; i < shares.length; i++) {
                double crowd = (double) pieces.get(i).samples().size() / shares[i];
                double wish = step > 0 ? crowd : 1 / crowd;
                if ((step > 0 || shares[i] > 1) && wish > most) {
                    most = wish;
                    best = i;
                }
            }
            shares[best] += step;
        }
        return shares;
    }

    private static List<Piece> split(Piece piece, int count) {
        if (count <= 1) {
            return List.of(piece);
        }
        boolean acrossX = piece.box().getWidth() >= piece.box().getHeight();
        List<Point> sorted = piece.samples().stream()
                .sorted(Comparator.comparingDouble(point -> acrossX ? point.x() : point.y()))
                .toList();
        int first = count / 2;
        int at = (int) ((long) sorted.size() * first / count);
        double cut = Math.rint(acrossX ? sorted.get(at).x() : sorted.get(at).y());
        List<Piece> halves = cut(piece, acrossX, cut);
        List<Piece> pieces = new ArrayList<>(split(halves.get(0), first));
        pieces.addAll(split(halves.get(1), count - first));
        return pieces;
    }

    /** The lower and the upper part. */
    private static List<Piece> cut(Piece piece, boolean acrossX, double at) {
        Envelope box = piece.box();
        Envelope low = acrossX
                ? new Envelope(box.getMinX(), at, box.getMinY(), box.getMaxY())
                : new Envelope(box.getMinX(), box.getMaxX(), box.getMinY(), at);
        Envelope high = acrossX
                ? new Envelope(at, box.getMaxX(), box.getMinY(), box.getMaxY())
                : new Envelope(box.getMinX(), box.getMaxX(), at, box.getMaxY());
        List<Point> lower = new ArrayList<>();
        List<Point> upper = new ArrayList<>();
        piece.samples().forEach(point -> ((acrossX ? point.x() : point.y()) < at ? lower : upper).add(point));
        return List.of(
                new Piece(low, clip(piece.land(), low), lower), new Piece(high, clip(piece.land(), high), upper));
    }
}
