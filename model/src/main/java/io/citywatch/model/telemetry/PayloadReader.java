package io.citywatch.model.telemetry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document into what the codec asks for, and no more: a tree of every node costs twice as much. A value is a
 * {@link Long}, {@link BigInteger}, {@link Double}, {@link String}, {@link Boolean}, {@code byte[]}, {@link #NULL}, a
 * {@link List} of values, the {@link Fields} of an object whose names are known, a {@link Map} of any other, or where
 * base64 is expected the bytes of a text, a {@link Base64Text}.
 */
final class PayloadReader {
    /** Stands for {@code null}, which counts as absent. */
    static final Object NULL = new Object();

    private final JsonParser parser;
    private final byte @Nullable [] json;

    /** @param json what the parser reads; null if it is written otherwise */
    PayloadReader(JsonParser parser, byte @Nullable [] json) {
        this.parser = parser;
        this.json = json;
    }

    /**
     * What stands in an object's known fields.
     *
     * @param names of the fields
     * @param values each at the place of its name; absent where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Fields(FieldNames names, @Nullable Object[] values) {
        @Nullable
        Object get(String name) {
            int place = names.place(name);
            return place == FieldNames.UNKNOWN ? null : values[place];
        }
    }

    /** The one value of the document; absent if there is none. */
    @Nullable
    Object document(FieldNames names) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return null;
        }
        Object value = value(first, names);
        if (parser.nextToken() != null) {
            throw MismatchedInputException.from(parser, Object.class, "Trailing token");
        }
        return value;
    }

    private Object value(JsonToken token, @Nullable FieldNames names) throws IOException {
        return switch (token) {
            case START_OBJECT -> names == null ? object() : fields(names);
            case START_ARRAY -> list(names);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_EMBEDDED_OBJECT -> {
                Object embedded = parser.getEmbeddedObject();
                yield embedded == null ? NULL : embedded;
            }
            case VALUE_NULL -> NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME ->
                throw new IllegalStateException(token + " (expected: a value)");
        };
    }

    private Object bytesOrText() throws IOException {
        Base64Text bytes = json == null
                ? null
                : Base64Text.at(json, parser.currentTokenLocation().getByteOffset());
        return bytes == null ? parser.getText() : bytes;
    }

    private Object integer() throws IOException {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        BigInteger number = parser.getBigIntegerValue();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private Fields fields(FieldNames names) throws IOException {
        Object[] values = new Object[names.size()];
        int before = -1;
        String name = parser.nextFieldName();
        while (name != null) {
            int place = names.placeAfter(before, name);
            JsonToken token = parser.nextToken();
            if (place == FieldNames.UNKNOWN) {
                parser.skipChildren();
            } else {
                values[place] = names.isBytesAt(place) && token == JsonToken.VALUE_STRING
                        ? bytesOrText()
                        : value(token, names.objectsAt(place));
                before = place;
            }
            name = parser.nextFieldName();
        }
        return new Fields(names, values);
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        String name = parser.nextFieldName();
        while (name != null) {
            values.put(name, value(parser.nextToken(), null));
            name = parser.nextFieldName();
        }
        return values;
    }

    private List<Object> list(@Nullable FieldNames names) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        while (token != JsonToken.END_ARRAY) {
            values.add(value(token, names));
            token = parser.nextToken();
        }
        return values;
    }
}
