package io.citywatch.model.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.citywatch.model.PlainText;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns Jackson's complaint, which speaks to a Java programmer, into words for whoever wrote the document: which field,
 * what it held, what it should hold. What comes of the document itself is escaped and cut.
 */
final class JsonReason {
    private static final int MOST = 290;

    private JsonReason() {}

    static String of(JsonProcessingException e) {
        return PlainText.escaped(e instanceof JsonMappingException mapping ? ofMapping(mapping) : ofSyntax(e), MOST);
    }

    private static String ofMapping(JsonMappingException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
            return ofCheck(e, cause.getMessage());
        }
        if (cause instanceof JsonProcessingException syntax) {
            return ofSyntax(syntax);
        }
        String path = pathOf(e);
        if (e instanceof MismatchedInputException mismatch
                && !e.getOriginalMessage().startsWith("Trailing token")) {
            return (path.isEmpty() ? "document" : path) + ": " + found(mismatch) + " (expected: "
                    + expected(mismatch.getTargetType()) + ")";
        }
        return ofSyntax(e);
    }

    /** A record's own check names its field; the path says in which record. A scalar's check is about the path. */
    private static String ofCheck(JsonMappingException e, String message) {
        String path = pathOf(e);
        if (path.isEmpty()) {
            return message;
        }
        JsonToken token = tokenOf(e);
        if (token == null || !token.isScalarValue()) {
            return path + "." + message;
        }
        int colon = message.indexOf(": ");
        return path + (colon < 0 ? ": " + message : message.substring(colon));
    }

    private static String ofSyntax(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int marker = message.indexOf(" (start marker at ");
        if (marker >= 0) {
            message = message.substring(0, marker);
        }
        if (message.startsWith("Trailing token")) {
            message = "something follows the document";
        }
        JsonLocation location = e.getLocation();
        if (location != null && location.getLineNr() < 0) {
            return "not valid CBOR: " + message + " at byte " + location.getByteOffset();
        }
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return "not valid JSON: " + message + where;
    }

    private static String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            String field = reference.getFieldName();
            if (field == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(field);
            }
        }
        return path.length() > 128 ? path.substring(0, 125) + "..." : path.toString();
    }

    private static String found(MismatchedInputException e) {
        if (e instanceof InvalidFormatException format && format.getValue() != null) {
            Object value = format.getValue();
            return value instanceof Number || value instanceof Boolean
                    ? value.toString()
                    : PlainText.quoted(value.toString());
        }
        JsonToken token = tokenOf(e);
        if (token == null) {
            return e.getOriginalMessage().startsWith("No content") ? "nothing" : "wrong";
        }
        return switch (token) {
            case START_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> PlainText.quoted(textOf(e));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
                PlainText.escaped(textOf(e), 64);
            case VALUE_EMBEDDED_OBJECT -> "an embedded object";
            case END_OBJECT, END_ARRAY, NOT_AVAILABLE -> "missing";
        };
    }

    private static @Nullable JsonToken tokenOf(JsonMappingException e) {
        return e.getProcessor() instanceof JsonParser parser ? parser.currentToken() : null;
    }

    private static String textOf(JsonMappingException e) {
        try {
            return String.valueOf(((JsonParser) e.getProcessor()).getText());
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> Json.mapper().convertValue(constant, String.class))
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Instant.class) {
            return "epoch milliseconds";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "an integer";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == byte[].class) {
            return "base64";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
