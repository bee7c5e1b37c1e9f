package io.citywatch.alerts.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import io.citywatch.alerts.access.Person;
import io.citywatch.model.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call: who calls, and what was given. What is missing or malformed is refused here, in words for who sent it.
 *
 * @param caller null only where an endpoint asks for nobody
 * @param stream the body of an endpoint that takes it as it comes
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Call(
        @Nullable Caller caller,
        Map<String, String> path,
        QueryParams query,
        RequestHeaders headers,
        byte[] content,
        InputStream stream) {
    /** A call whose body is here as a whole. */
    Call(@Nullable Caller caller, Map<String, String> path, QueryParams query, RequestHeaders headers, byte[] content) {
        this(caller, path, query, headers, content, InputStream.nullInputStream());
    }

    /** Of what people write into the record. */
    static final int LONGEST_TEXT = 500;

    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 1_000;

    Person person() {
        if (caller == null) {
            throw new RefusedCall(Problem.unauthorized());
        }
        return caller.person();
    }

    /** A part of the path, decoded. */
    String part(String name) {
        String value = path.get(name);
        if (value == null || value.isBlank()) {
            throw new RefusedCall(Problem.badRequest(name, "missing", "a part of the path"));
        }
        return value;
    }

    /** A parameter of the query; null if absent or blank. */
    @Nullable
    String parameter(String name) {
        String value = query.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** A parameter of the query in epoch milliseconds; null if absent. */
    @Nullable
    Instant time(String name) {
        String value = parameter(name);
        if (value == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(value);
            if (millis >= 0 && millis <= Json.LATEST_MILLIS) {
                return Instant.ofEpochMilli(millis);
            }
        } catch (NumberFormatException e) {
            // Told below, with the numbers that are out of range.
        }
        throw new RefusedCall(Problem.badRequest(name, value, "epoch milliseconds"));
    }

    int limit() {
        String value = parameter("limit");
        if (value == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below, with the numbers that are out of range.
        }
        throw new RefusedCall(Problem.badRequest("limit", value, "1 to " + HIGHEST_LIMIT));
    }

    /** The id that {@code after} stands for in lists by number; null if absent. */
    @Nullable
    Long afterNumber() {
        String value = parameter("after");
        if (value == null) {
            return null;
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw new RefusedCall(Problem.badRequest("after", value, "the next of the part before"));
        }
    }

    <T> T body(Class<T> type) {
        return convert(tree(), type);
    }

    /** The body as it came; an object. */
    ObjectNode tree() {
        if (content.length == 0) {
            throw new RefusedCall(Problem.badRequest("body", "missing", "a JSON object"));
        }
        try {
            JsonNode tree = Json.mapper().readTree(content);
            if (tree instanceof ObjectNode object) {
                refuseNul(object);
                return object;
            }
            throw new RefusedCall(Problem.badRequest(
                    "body", tree == null ? "empty" : tree.getNodeType().name(), "a JSON object"));
        } catch (JsonProcessingException e) {
            throw new RefusedCall(Problem.badRequest("body", e.getOriginalMessage(), "well-formed JSON"));
        } catch (IOException e) {
            throw new RefusedCall(Problem.badRequest("body", "unreadable", "well-formed JSON"));
        }
    }

    /**
     * A text of a body that must be there and is kept.
     *
     * @param expected what it is, in words for who left it out
     */
    static String text(String name, @Nullable String value, String expected) {
        if (value == null || value.isBlank()) {
            throw new RefusedCall(Problem.badRequest(name, "missing", expected));
        }
        if (value.length() > LONGEST_TEXT) {
            throw new RefusedCall(Problem.badRequest(name, value, "at most " + LONGEST_TEXT + " characters"));
        }
        return value;
    }

    static <T> T convert(ObjectNode tree, Class<T> type) {
        try {
            return Json.mapper().treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new RefusedCall(problemOf(e));
        }
    }

    private static Problem problemOf(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
            return Problem.ofMessage(HttpStatus.BAD_REQUEST, cause.getMessage());
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                    .collect(Collectors.joining("."));
            return Problem.badRequest(field, e.getOriginalMessage(), "the type that the description of the API says");
        }
        return Problem.badRequest("body", e.getOriginalMessage(), "what the description of the API says");
    }

    /** No person types it and the database cannot keep it. */
    private static void refuseNul(JsonNode node) {
        if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
            throw new RefusedCall(Problem.badRequest("body", "a text with U+0000", "text without it"));
        }
        node.forEach(Call::refuseNul);
    }
}
