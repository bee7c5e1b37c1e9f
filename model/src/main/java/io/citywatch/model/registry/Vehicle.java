package io.citywatch.model.registry;

import org.jspecify.annotations.Nullable;

/**
 * A motorcycle and its hidden tag ({@code registry.vehicles}).
 *
 * @param tag EPC, upper-case hex, 8 to 32 digits
 * @param guard the owner wants to hear of any move
 */
public record Vehicle(
        String plate,
        String tag,
        @Nullable String household,
        @Nullable String homeReader,
        @Nullable Boolean guard) {
    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Vehicle {
        Required.check("plate", plate);
        Required.check("tag", tag);
        if (!tag.matches("[0-9A-F]{8,32}")) {
            throw new IllegalArgumentException("tag: '" + tag + "' (expected: upper-case hex, 8 to 32 digits)");
        }
    }
}
