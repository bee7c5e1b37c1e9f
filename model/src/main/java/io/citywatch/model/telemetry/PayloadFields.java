package io.citywatch.model.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object, and says exactly what is wrong with the first that does not fit. */
final class PayloadFields {
    private final JsonNode node;
    private final String prefix;

    PayloadFields(JsonNode node, String prefix) {
        if (!node.isObject()) {
            throw new Mismatch((prefix.isEmpty() ? "payload" : prefix.substring(0, prefix.length() - 1)) + ": "
                    + kindOf(node) + " (expected: an object)");
        }
        this.node = node;
        this.prefix = prefix;
    }

    /** A field that is missing or wrong; never leaves the codec. */
    static final class Mismatch extends RuntimeException {
        Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(integer(name, 0, Json.LATEST_MILLIS, "epoch milliseconds"));
    }

    long integer(String name, long least, long most, String what) {
        JsonNode value = required(name, what);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mismatch(name, value, "an integer, " + what);
        }
        long number = value.longValue();
        if (number < least || number > most) {
            throw mismatch(name, value, what + ", " + least + " to " + most);
        }
        return number;
    }

    double number(String name, double least, double most, String unit) {
        JsonNode value = required(name, "a number");
        double number = value.doubleValue();
        if (!value.isNumber() || !Double.isFinite(number) || number < least || number > most) {
            throw mismatch(
                    name, value, String.format(Locale.ROOT, "a number, %s to %s %s", plain(least), plain(most), unit));
        }
        return number;
    }

    @Nullable
    Double optionalNumber(String name, double least, double most, String unit) {
        return has(name) ? (Double) number(name, least, most, unit) : null;
    }

    boolean bool(String name) {
        JsonNode value = required(name, "true or false");
        if (!value.isBoolean()) {
            throw mismatch(name, value, "true or false");
        }
        return value.booleanValue();
    }

    @Nullable
    Boolean optionalBool(String name) {
        return has(name) ? (Boolean) bool(name) : null;
    }

    String text(String name, String what, int longest) {
        JsonNode value = required(name, what);
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > longest
                || !PlainText.isPlain(value.textValue())) {
            throw mismatch(name, value, what + ", 1 to " + longest + " characters of plain text");
        }
        return value.textValue();
    }

    @Nullable
    String optionalText(String name, String what, int longest) {
        return has(name) ? text(name, what, longest) : null;
    }

    /** A list of strings; absent is empty. */
    List<String> texts(String name, int most) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode value = node.get(name);
        if (!value.isArray() || value.size() > most) {
            throw mismatch(name, value, "a list of at most " + most + " strings");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isTextual() || item.textValue().length() > 64 || !PlainText.isPlain(item.textValue())) {
                throw mismatch(name, item, "strings of at most 64 characters of plain text");
            }
            texts.add(item.textValue());
        }
        return List.copyOf(texts);
    }

    Position position() {
        return new Position(number("lat", -90, 90, "degrees"), number("lon", -180, 180, "degrees"));
    }

    @Nullable
    Position optionalPosition() {
        return has("lat") || has("lon") ? position() : null;
    }

    /** The device's count; without a boot it is ignored, and so is a boot without it. */
    @Nullable
    Sequence sequence() {
        if (!has("boot") || !has("seq")) {
            return null;
        }
        return new Sequence(text("boot", "a string", 64), integer("seq", 0, Long.MAX_VALUE, "a count from 0"));
    }

    JsonNode required(String name, String what) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new Mismatch(prefix + name + ": missing (expected: " + what + ")");
        }
        return value;
    }

    Mismatch mismatch(String name, JsonNode value, String expected) {
        return new Mismatch(prefix + name + ": " + shown(value) + " (expected: " + expected + ")");
    }

    private static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return kindOf(value);
        }
        return value.isTextual() ? PlainText.quoted(value.textValue()) : PlainText.escaped(value.asText(), 64);
    }

    private static String kindOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list of " + value.size();
            case OBJECT -> "an object";
            case NULL -> "null";
            case MISSING -> "nothing";
            case STRING, NUMBER, BOOLEAN, BINARY, POJO ->
                "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e9
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
