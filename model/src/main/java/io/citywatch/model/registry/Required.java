package io.citywatch.model.registry;

import org.jspecify.annotations.Nullable;

/** Refuses a record whose field is absent or out of range, in words for who sent it. */
final class Required {
    private Required() {}

    static void check(String name, @Nullable Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new IllegalArgumentException(name + ": missing");
        }
    }

    static void positive(String name, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: above 0)");
        }
    }
}
