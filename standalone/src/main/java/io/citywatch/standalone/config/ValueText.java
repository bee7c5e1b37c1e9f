package io.citywatch.standalone.config;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as they stand in a file: {@code 90s}, {@code true}, {@code call-terminal}. */
final class ValueText {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private enum Unit {
        D(Duration.ofDays(1)),
        H(Duration.ofHours(1)),
        M(Duration.ofMinutes(1)),
        S(Duration.ofSeconds(1)),
        MS(Duration.ofMillis(1));

        final Duration length;

        Unit(Duration length) {
            this.length = length;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private ValueText() {}

    /** Whether a component of this type is one value, and not a level of its own. */
    static boolean isValue(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || List.of(String.class, Path.class, URI.class, Duration.class, Integer.class, Long.class, Double.class)
                        .contains(type)
                || type == ZoneId.class;
    }

    /** What kind of value is expected, for people. */
    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return names(type);
        }
        if (type == Duration.class) {
            return "a duration such as 500ms, 90s, 10m, 8h, 30d";
        }
        if (type == boolean.class) {
            return "true, false";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == Path.class) {
            return "a path";
        }
        if (type == ZoneId.class) {
            return "a time zone such as Asia/Shanghai";
        }
        return type == URI.class ? "an address such as http://host:port" : "a text";
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(ValueText::of).collect(Collectors.joining(", "));
    }

    static String of(Object value) {
        if (value instanceof Duration duration) {
            return ofDuration(duration);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9) {
            return Long.toString(number.longValue());
        }
        return value.toString();
    }

    private static String ofDuration(Duration duration) {
        long millis = duration.toMillis();
        for (Unit unit : Unit.values()) {
            long length = unit.length.toMillis();
            // 24h reads better than 1d and 60s than 1m: a unit is used from two of it on.
            if (millis % length == 0 && (millis >= 2 * length || unit == Unit.S)) {
                return millis / length + unit.text();
            }
        }
        return millis + Unit.MS.text();
    }

    /** @throws IllegalArgumentException if the text is no such value */
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type == URI.class) {
            return URI.create(text);
        }
        if (type == ZoneId.class) {
            return zone(text);
        }
        if (type == Duration.class) {
            return parseDuration(text);
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class && text.matches("true|false")) {
            return Boolean.valueOf(text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalArgumentException(text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT))
                .length
                .multipliedBy(Long.parseLong(matcher.group(1)));
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> of(it).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** The message of what a record's own check threw. */
    static String reason(InvocationTargetException failure) {
        return String.valueOf(
                failure.getCause() == null ? failure : failure.getCause().getMessage());
    }
}
