package io.citywatch.alerts.area;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/** Reads a GeoJSON Polygon or MultiPolygon (RFC 7946, 3.1.6 and 3.1.7) and checks that it is one. */
record AreaShape(Geometry geometry) {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final String EXPECTED = "Polygon or MultiPolygon";

    /** @throws IllegalArgumentException naming what is wrong, where, and what would be right */
    static AreaShape read(JsonNode geometry) {
        String type = geometry.path("type").asText("");
        JsonNode coordinates = geometry.path("coordinates");
        Geometry shape = switch (type) {
            case "Polygon" -> polygon("geometry.coordinates", coordinates);
            case "MultiPolygon" -> {
                requireList("geometry.coordinates", coordinates, 1, "at least one polygon");
                List<Polygon> polygons = new ArrayList<>();
                for (int i = 0; i < coordinates.size(); i++) {
                    polygons.add(polygon("geometry.coordinates[" + i + "]", coordinates.get(i)));
                }
                yield FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
            }
            default ->
                throw new IllegalArgumentException(
                        "geometry.type: " + PlainText.quoted(type) + " (expected: " + EXPECTED + ")");
        };
        TopologyValidationError error = new IsValidOp(shape).getValidationError();
        if (error != null) {
            Coordinate at = error.getCoordinate();
            throw new IllegalArgumentException("geometry: " + error.getMessage()
                    + (at == null ? "" : " at [" + at.getX() + ", " + at.getY() + "]")
                    + " (expected: rings that neither cross nor touch themselves or each other along a line)");
        }
        return new AreaShape(shape);
    }

    private static Polygon polygon(String where, JsonNode rings) {
        requireList(where, rings, 1, "an outer ring and any holes");
        LinearRing outer = ring(where + "[0]", rings.get(0));
        LinearRing[] holes = new LinearRing[rings.size() - 1];
        for (int i = 0; i < holes.length; i++) {
            holes[i] = ring(where + "[" + (i + 1) + "]", rings.get(i + 1));
        }
        return FACTORY.createPolygon(outer, holes);
    }

    private static LinearRing ring(String where, JsonNode positions) {
        requireList(where, positions, 4, "a ring of at least 4 positions");
        Coordinate[] coordinates = new Coordinate[positions.size()];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = position(where + "[" + i + "]", positions.get(i));
        }
        Coordinate last = coordinates[coordinates.length - 1];
        if (!coordinates[0].equals2D(last)) {
            throw new IllegalArgumentException(where + ": ends at " + positions.get(coordinates.length - 1)
                    + " (expected: its first position " + positions.get(0) + " again)");
        }
        return FACTORY.createLinearRing(coordinates);
    }

    private static Coordinate position(String where, JsonNode position) {
        if (!position.isArray()
                || position.size() < 2
                || !position.get(0).isNumber()
                || !position.get(1).isNumber()) {
            throw new IllegalArgumentException(
                    where + ": " + PlainText.quoted(position.toString()) + " (expected: [longitude, latitude])");
        }
        double lon = position.get(0).doubleValue();
        double lat = position.get(1).doubleValue();
        if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException(where + ": " + PlainText.quoted(position.toString())
                    + " (expected: [longitude -180 to 180, latitude -90 to 90])");
        }
        return new Coordinate(lon, lat);
    }

    private static void requireList(String where, JsonNode node, int least, String expected) {
        if (!node.isArray() || node.size() < least) {
            String given = node.isMissingNode() ? "missing" : PlainText.quoted(node.toString());
            throw new IllegalArgumentException(where + ": " + given + " (expected: " + expected + ")");
        }
    }
}
