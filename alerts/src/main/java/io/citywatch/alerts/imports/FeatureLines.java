package io.citywatch.alerts.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.citywatch.alerts.area.Area;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads areas out of a GeoJSON FeatureCollection, one feature at a time. A feature that is no area is a bad line; a file
 * that is no JSON ends where it stops to be.
 */
final class FeatureLines implements Lines<Area> {
    private static final String EXPECTED = " (expected: a GeoJSON FeatureCollection)";

    /** The document goes on behind each feature. */
    private static final ObjectReader FEATURE =
            Json.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser parser;
    private int index = -1;
    private boolean ended;

    /**
     * Reads up to the first feature.
     *
     * @throws IllegalArgumentException if it is no FeatureCollection
     */
    FeatureLines(InputStream file) throws IOException {
        parser = Json.mapper().getFactory().createParser(file);
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("document: no object" + EXPECTED);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("features") && token == JsonToken.START_ARRAY) {
                    return;
                }
                if (name.equals("type") && !parser.getText().equals("FeatureCollection")) {
                    throw new IllegalArgumentException("type: " + parser.getText() + EXPECTED);
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("document: " + Json.reason(e) + EXPECTED, e);
        }
        throw new IllegalArgumentException("features: missing" + EXPECTED);
    }

    @Override
    public @Nullable Line<Area> next() throws IOException {
        if (ended) {
            return null;
        }
        int line = 0;
        try {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                ended = true;
                return null;
            }
            index++;
            line = parser.currentTokenLocation().getLineNr();
            JsonNode feature = FEATURE.readTree(parser);
            return read(line, feature);
        } catch (JsonProcessingException e) {
            ended = true;
            int at = line > 0 ? line : Math.max(1, parser.currentLocation().getLineNr());
            return Line.bad(new BadLine(
                    at, "features[" + Math.max(0, index) + "]", Json.reason(e), "JSON; nothing behind it was read"));
        }
    }

    private Line<Area> read(int line, JsonNode feature) {
        try {
            return Line.good(line, Json.mapper().treeToValue(feature, Area.class));
        } catch (JsonProcessingException e) {
            return Line.bad(named(BadLine.of(line, Json.reason(e))));
        }
    }

    private BadLine named(BadLine bad) {
        return new BadLine(bad.line(), "features[" + index + "]." + bad.field(), bad.value(), bad.expected());
    }

    @Override
    public List<String> ignoredColumns() {
        return List.of();
    }
}
