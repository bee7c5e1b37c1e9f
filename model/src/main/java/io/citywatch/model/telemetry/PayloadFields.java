package io.citywatch.model.telemetry;

import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object, and says exactly what is wrong with the first that does not fit. */
final class PayloadFields {
    private final PayloadReader.Fields fields;
    private final String prefix;

    /**
     * @param value as {@link PayloadReader} read it
     * @param prefix of the names, for messages; empty or ends with a dot
     */
    PayloadFields(Object value, String prefix) {
        if (!(value instanceof PayloadReader.Fields object)) {
            throw new Mismatch((prefix.isEmpty() ? "payload" : prefix.substring(0, prefix.length() - 1)) + ": "
                    + kindOf(value) + " (expected: an object)");
        }
        this.fields = object;
        this.prefix = prefix;
    }

    /** A field that is missing or wrong; never leaves the codec. */
    static final class Mismatch extends RuntimeException {
        Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    boolean has(String name) {
        Object value = fields.get(name);
        return value != null && value != PayloadReader.NULL;
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(integer(name, 0, Json.LATEST_MILLIS, "epoch milliseconds"));
    }

    long integer(String name, long least, long most, String what) {
        Object value = required(name, what);
        if (!(value instanceof Long number)) {
            throw mismatch(name, value, "an integer, " + what);
        }
        if (number < least || number > most) {
            throw mismatch(name, value, what + ", " + least + " to " + most);
        }
        return number;
    }

    double number(String name, double least, double most, String unit) {
        return number(name, required(name, "a number"), least, most, unit);
    }

    /** A value that was found under a name of the sender's own. */
    double number(String name, Object value, double least, double most, String unit) {
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!Double.isFinite(number) || number < least || number > most) {
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
        Object value = required(name, "true or false");
        if (!(value instanceof Boolean given)) {
            throw mismatch(name, value, "true or false");
        }
        return given;
    }

    @Nullable
    Boolean optionalBool(String name) {
        return has(name) ? (Boolean) bool(name) : null;
    }

    String text(String name, String what, int longest) {
        Object value = required(name, what);
        if (!(value instanceof String text) || text.isEmpty() || text.length() > longest || !PlainText.isPlain(text)) {
            throw mismatch(name, value, what + ", 1 to " + longest + " characters of plain text");
        }
        return text;
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
        Object value = required(name, "a list");
        if (!(value instanceof List<?> list) || list.size() > most) {
            throw mismatch(name, value, "a list of at most " + most + " strings");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object item : list) {
            if (!(item instanceof String text) || text.length() > 64 || !PlainText.isPlain(text)) {
                throw mismatch(name, item, "strings of at most 64 characters of plain text");
            }
            texts.add(text);
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

    Object required(String name, String what) {
        Object value = fields.get(name);
        if (value == null || value == PayloadReader.NULL) {
            throw new Mismatch(prefix + name + ": missing (expected: " + what + ")");
        }
        return value;
    }

    Mismatch mismatch(String name, Object value, String expected) {
        return new Mismatch(prefix + name + ": " + shown(value) + " (expected: " + expected + ")");
    }

    private static String shown(Object value) {
        if (value instanceof String text) {
            return PlainText.quoted(text);
        }
        return value instanceof Number || value instanceof Boolean
                ? PlainText.escaped(value.toString(), 64)
                : kindOf(value);
    }

    private static String kindOf(Object value) {
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        } else if (value instanceof Map || value instanceof PayloadReader.Fields) {
            return "an object";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof String || value instanceof Base64Text) {
            return "a string";
        } else if (value instanceof Boolean) {
            return "a boolean";
        }
        return value == PayloadReader.NULL ? "null" : "bytes";
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e9
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
