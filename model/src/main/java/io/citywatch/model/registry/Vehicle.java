package io.citywatch.model.registry;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
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
    private static final int MOST_PLATE_CHARACTERS = 32;
    private static final int MOST_HOUSEHOLD_CHARACTERS = 200;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Vehicle {
        Required.text("plate", plate, MOST_PLATE_CHARACTERS);
        Required.check("tag", tag, "upper-case hex, 8 to 32 digits");
        if (!tag.matches("[0-9A-F]{8,32}")) {
            throw new IllegalArgumentException(
                    "tag: " + PlainText.quoted(tag) + " (expected: upper-case hex, 8 to 32 digits)");
        }
        Required.optionalText("household", household, MOST_HOUSEHOLD_CHARACTERS);
        Required.optionalId("homeReader", homeReader);
    }
}
