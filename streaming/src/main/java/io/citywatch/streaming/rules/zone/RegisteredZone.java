package io.citywatch.streaming.rules.zone;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A zone as the registry of areas draws it, flat.
 *
 * @param purpose null if it was withdrawn, or is judged by no rule; then the rest is empty
 * @param name for people, if it has one
 * @param outline longitude and latitude of each corner; rings end with two NaN
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record RegisteredZone(
        String id, @Nullable ZonePurpose purpose, @Nullable String name, double[] outline) {
    private static final String ZONE = "zone";

    /**
     * @param feature GeoJSON whose shape was checked when it was registered
     * @throws IllegalArgumentException if it has no shape
     */
    public static RegisteredZone of(JsonNode feature) {
        String id = member(feature, "id");
        if (id == null) {
            throw new IllegalArgumentException("id: missing (expected: that of an area)");
        }
        @Nullable
        ZonePurpose purpose = ZonePurpose.of(member(feature, "purpose")).orElse(null);
        if (purpose == null || !ZONE.equals(member(feature, "level"))) {
            return withdrawn(id);
        }
        return new RegisteredZone(id, purpose, member(feature, "name"), outline(feature.path("geometry")));
    }

    public static RegisteredZone withdrawn(String id) {
        return new RegisteredZone(id, null, null, new double[0]);
    }

    /** Whether no rule judges it, any more or at all. */
    public boolean isWithdrawn() {
        return purpose == null;
    }

    /** Whether a place lies in it: a line from there to the east crosses its rings an odd number of times. */
    public boolean contains(Position place) {
        boolean inside = false;
        int begin = 0;
        for (int i = 0; i < outline.length; i += 2) {
            if (Double.isNaN(outline[i])) {
                begin = i + 2;
            } else if (i > begin && crosses(i - 2, i, place)) {
                inside = !inside;
            }
        }
        return inside;
    }

    private boolean crosses(int from, int to, Position place) {
        double fromLat = outline[from + 1];
        double toLat = outline[to + 1];
        if (fromLat > place.lat() == toLat > place.lat()) {
            return false;
        }
        double share = (place.lat() - fromLat) / (toLat - fromLat);
        return place.lon() < outline[from] + share * (outline[to] - outline[from]);
    }

    private static double[] outline(JsonNode geometry) {
        List<Double> corners = new ArrayList<>();
        boolean isMany = geometry.path("type").asText().equals("MultiPolygon");
        Iterable<JsonNode> polygons = isMany ? geometry.path("coordinates") : List.of(geometry.path("coordinates"));
        for (JsonNode polygon : polygons) {
            for (JsonNode ring : polygon) {
                for (JsonNode corner : ring) {
                    corners.add(corner.path(0).asDouble());
                    corners.add(corner.path(1).asDouble());
                }
                corners.add(Double.NaN);
                corners.add(Double.NaN);
            }
        }
        if (corners.isEmpty()) {
            throw new IllegalArgumentException("geometry: missing (expected: a Polygon or MultiPolygon)");
        }
        return corners.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Members stand in {@code properties} or beside them. */
    private static @Nullable String member(JsonNode feature, String name) {
        JsonNode beside = feature.path(name);
        JsonNode value =
                beside.isValueNode() ? beside : feature.path("properties").path(name);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
