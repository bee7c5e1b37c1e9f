package io.citywatch.alerts.area;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import io.citywatch.model.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * An area as its owner drew it; on the wire and in the table a GeoJSON feature (RFC 7946). The shape is checked when it
 * is read.
 *
 * @param parent the area that it is a part of
 * @param purpose such as {@code no-parking}, of a zone
 * @param geometry a Polygon or MultiPolygon
 */
public record Area(
        String id,
        AreaLevel level,
        @Nullable String parent,
        @Nullable String purpose,
        @Nullable String name,
        JsonNode geometry) {
    private static final int MOST_ID_CHARACTERS = 64;
    private static final int MOST_TEXT_CHARACTERS = 200;
    private static final String LEVELS = "district, street, community, grid, unit or zone";

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Area {
        Required.text("id", id, MOST_ID_CHARACTERS);
        Required.check("level", level, LEVELS);
        Required.optionalText("parent", parent, MOST_ID_CHARACTERS);
        Required.optionalText("purpose", purpose, MOST_TEXT_CHARACTERS);
        Required.optionalText("name", name, MOST_TEXT_CHARACTERS);
        if (id.equals(parent)) {
            throw new IllegalArgumentException(
                    "parent: " + PlainText.quoted(id) + " (expected: another area than itself)");
        }
        var unused = AreaShape.read(Required.check("geometry", geometry, "a Polygon or MultiPolygon"));
    }

    /**
     * Reads a feature; its members may stand in {@code properties} or beside them.
     *
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Area ofFeature(ObjectNode feature) {
        JsonNode type = feature.path("type");
        if (!type.isMissingNode() && !type.asText().equals("Feature")) {
            throw new IllegalArgumentException("type: " + PlainText.quoted(type.asText()) + " (expected: Feature)");
        }
        JsonNode geometry = feature.get("geometry");
        if (geometry == null || !geometry.isObject()) {
            throw new IllegalArgumentException("geometry: missing (expected: a Polygon or MultiPolygon)");
        }
        String level = Required.check("level", member(feature, "level"), LEVELS);
        return new Area(
                Required.check("id", member(feature, "id"), "1 to " + MOST_ID_CHARACTERS + " characters"),
                AreaLevel.of(level),
                member(feature, "parent"),
                member(feature, "purpose"),
                member(feature, "name"),
                geometry);
    }

    /** The feature: {@code id} as a member, the rest as properties. */
    @JsonValue
    public ObjectNode feature() {
        ObjectNode feature = Json.mapper().createObjectNode();
        feature.put("type", "Feature");
        feature.put("id", id);
        ObjectNode properties = feature.putObject("properties");
        properties.put("id", id);
        properties.put("level", level.text());
        put(properties, "parent", parent);
        put(properties, "purpose", purpose);
        put(properties, "name", name);
        feature.set("geometry", geometry);
        return feature;
    }

    @JsonIgnore
    AreaShape shape() {
        return AreaShape.read(geometry);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static @Nullable String member(ObjectNode feature, String name) {
        JsonNode beside = feature.path(name);
        JsonNode value =
                beside.isValueNode() ? beside : feature.path("properties").path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new IllegalArgumentException(
                    name + ": " + PlainText.quoted(value.toString()) + " (expected: a text)");
        }
        return value.asText();
    }
}
