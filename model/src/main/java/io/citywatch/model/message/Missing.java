package io.citywatch.model.message;

import org.jspecify.annotations.Nullable;

/** Refuses a record whose required field is absent, in words for who sent it. */
final class Missing {
    private Missing() {}

    static void check(String name, @Nullable Object value, String expected) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing (expected: " + expected + ")");
        }
    }
}
