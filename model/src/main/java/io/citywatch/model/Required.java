package io.citywatch.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a record makes of its components, in words for who sent them. Jackson hands a null to a component
 * whose field is absent, so even a component that is never null in the code is asked for.
 */
public final class Required {
    private Required() {}

    /**
     * @return the value
     * @throws IllegalArgumentException if the value is absent
     */
    public static <T> T check(String name, @Nullable T value, String expected) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing (expected: " + expected + ")");
        }
        return value;
    }

    /** @throws IllegalArgumentException if the text is absent, blank, too long or not plain */
    public static void text(String name, @Nullable String value, int most) {
        String expected = "1 to " + most + " characters of plain text";
        String given = check(name, value, expected);
        if (given.isBlank()) {
            throw new IllegalArgumentException(name + ": missing (expected: " + expected + ")");
        }
        if (given.length() > most || !PlainText.isPlain(given)) {
            throw new IllegalArgumentException(name + ": " + PlainText.quoted(given) + " (expected: " + expected + ")");
        }
    }

    /** The same of a field that may be absent. */
    public static void optionalText(String name, @Nullable String value, int most) {
        if (value != null) {
            text(name, value, most);
        }
    }

    /** @throws IllegalArgumentException if the value is absent or no id */
    public static void id(String name, @Nullable String value) {
        IdSyntax.check(name, check(name, value, IdSyntax.EXPECTED));
    }

    /** The same of a field that may be absent. */
    public static void optionalId(String name, @Nullable String value) {
        if (value != null) {
            IdSyntax.check(name, value);
        }
    }

    /** @throws IllegalArgumentException if the value is there and outside its range; NaN is outside every range */
    public static void range(String name, @Nullable Number value, double least, double most, String unit) {
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + " " + unit + ")");
        }
    }

    /** @throws IllegalArgumentException if a coordinate is absent or outside its range */
    public static void position(@Nullable Double lat, @Nullable Double lon) {
        var unused = new Position(check("lat", lat, "-90 to 90 degrees"), check("lon", lon, "-180 to 180 degrees"));
    }

    /** @throws IllegalArgumentException if an element is absent */
    public static <T> List<T> listOrEmpty(String name, @Nullable List<T> list) {
        if (list == null) {
            return List.of();
        }
        for (int i = 0; i < list.size(); i++) {
            check(name + "[" + i + "]", list.get(i), "a value");
        }
        return List.copyOf(list);
    }
}
