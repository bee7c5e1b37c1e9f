package io.citywatch.simulators.city;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of the city's administration.
 *
 * @param parent the id of the area that it is a part of; null for a district
 * @param rings of its land, each a polygon without holes whose first point is not repeated; more than one where water
 *     lies between
 */
public record Area(String id, Level level, @Nullable String parent, Name name, List<List<Point>> rings) {
    /** From the largest to the smallest; grids and units both lie within communities. */
    public enum Level {
        DISTRICT,
        STREET,
        COMMUNITY,
        UNIT,
        GRID;

        /** The name on the wire. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Area {
        rings = rings.stream().map(List::copyOf).toList();
    }

    public boolean contains(Point point) {
        return rings.stream().anyMatch(ring -> new Shape(ring).contains(point));
    }

    /** As a GeoJSON feature. */
    public Map<String, Object> feature() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", id);
        properties.put("level", level.text());
        if (parent != null) {
            properties.put("parent", parent);
        }
        properties.put("name", name.zh());
        properties.put("nameEn", name.en());
        List<Object> polygons = new ArrayList<>();
        for (List<Point> ring : rings) {
            List<double[]> line = new ArrayList<>();
            ring.forEach(point -> line.add(coordinates(point)));
            line.add(coordinates(ring.get(0)));
            polygons.add(List.of(line));
        }
        Map<String, Object> geometry = new LinkedHashMap<>();
        geometry.put("type", rings.size() == 1 ? "Polygon" : "MultiPolygon");
        geometry.put("coordinates", rings.size() == 1 ? polygons.get(0) : polygons);
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put("id", id);
        feature.put("properties", properties);
        feature.put("geometry", geometry);
        return feature;
    }

    private static double[] coordinates(Point point) {
        return new double[] {point.preciseLon(), point.preciseLat()};
    }
}
