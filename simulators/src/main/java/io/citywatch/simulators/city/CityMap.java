package io.citywatch.simulators.city;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The city as GeoJSON for the console's map. {@code properties.layer} is water, land, park, street ({@code class} main
 * or side), bridge, tunnel (lines) or place (points with {@code name}, {@code nameZh}); paint in the order of the file.
 */
public final class CityMap {
    private CityMap() {}

    /** Writes the file whole or not at all. */
    public static void write(City city, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, bytes(city));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(City city) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 19);
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            double reach = Coast.REACH_METERS;
            area(
                    json,
                    "water",
                    List.of(
                            new Point(-reach, -reach),
                            new Point(reach, -reach),
                            new Point(reach, reach),
                            new Point(-reach, reach)));
            City.Landscape landscape = city.landscape();
            area(json, "land", landscape.north().ring());
            area(json, "land", landscape.south().ring());
            area(json, "land", landscape.island().ring());
            area(json, "park", landscape.hill().ring());
            for (Shape park : landscape.parks()) {
                area(json, "park", park.ring());
            }
            for (Street.Kind kind :
                    List.of(Street.Kind.TUNNEL, Street.Kind.SIDE, Street.Kind.MAIN, Street.Kind.BRIDGE)) {
                for (Street street : city.streets()) {
                    if (street.kind() == kind) {
                        street(json, street);
                    }
                }
            }
            for (Gazetteer.Place place : Gazetteer.PLACES) {
                begin(json, "place", null, place.name(), "Point");
                coordinates(json, place.at());
                end(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void street(JsonGenerator json, Street street) throws IOException {
        boolean plain = street.kind() == Street.Kind.MAIN || street.kind() == Street.Kind.SIDE;
        String kind = street.kind().name().toLowerCase(Locale.ROOT);
        begin(json, plain ? "street" : kind, plain ? kind : null, street.name(), "LineString");
        json.writeStartArray();
        for (Point point : street.line()) {
            coordinates(json, point);
        }
        json.writeEndArray();
        end(json);
    }

    private static void area(JsonGenerator json, String layer, List<Point> ring) throws IOException {
        begin(json, layer, null, null, "Polygon");
        json.writeStartArray();
        json.writeStartArray();
        for (Point point : ring) {
            coordinates(json, point);
        }
        coordinates(json, ring.get(0));
        json.writeEndArray();
        json.writeEndArray();
        end(json);
    }

    private static void begin(
            JsonGenerator json, String layer, @Nullable String streetClass, @Nullable Name name, String geometry)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("properties");
        json.writeStringField("layer", layer);
        if (streetClass != null) {
            json.writeStringField("class", streetClass);
        }
        if (name != null) {
            json.writeStringField("name", name.en());
            json.writeStringField("nameZh", name.zh());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", geometry);
        json.writeFieldName("coordinates");
    }

    private static void end(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void coordinates(JsonGenerator json, Point point) throws IOException {
        Position position = point.position();
        json.writeStartArray();
        json.writeNumber(position.lon());
        json.writeNumber(position.lat());
        json.writeEndArray();
    }
}
