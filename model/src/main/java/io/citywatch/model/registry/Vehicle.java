package io.citywatch.model.registry;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import org.jspecify.annotations.Nullable;

/**
 * A motorcycle and its hidden tag ({@code registry.vehicles}).
 *
 * @param tag EPC, upper-case hex, 8 to 32 digits
 * @param guard the owner wants to hear of any move
 * @param make and model, as people would say it
 * @param colour as people would say it
 * @param owner whose it is; stays in the registry and never travels to the rules
 */
public record Vehicle(
        String plate,
        String tag,
        @Nullable String household,
        @Nullable String homeReader,
        @Nullable Boolean guard,
        @Nullable String make,
        @Nullable String colour,
        @Nullable Owner owner) {
    /** Whom to call when it was found. */
    public record Owner(
            String name, @Nullable String phone, @Nullable String address) {
        /** @throws IllegalArgumentException naming the field that is missing or wrong */
        public Owner {
            Required.text("name", name, MOST_TEXT_CHARACTERS);
            Required.optionalText("phone", phone, MOST_PLATE_CHARACTERS);
            Required.optionalText("address", address, MOST_TEXT_CHARACTERS);
        }
    }

    private static final int MOST_PLATE_CHARACTERS = 32;
    private static final int MOST_TEXT_CHARACTERS = 200;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Vehicle {
        Required.text("plate", plate, MOST_PLATE_CHARACTERS);
        Required.check("tag", tag, "upper-case hex, 8 to 32 digits");
        if (!tag.matches("[0-9A-F]{8,32}")) {
            throw new IllegalArgumentException(
                    "tag: " + PlainText.quoted(tag) + " (expected: upper-case hex, 8 to 32 digits)");
        }
        Required.optionalText("household", household, MOST_TEXT_CHARACTERS);
        Required.optionalId("homeReader", homeReader);
        Required.optionalText("make", make, MOST_TEXT_CHARACTERS);
        Required.optionalText("colour", colour, MOST_TEXT_CHARACTERS);
    }

    /** What the rules know of it. */
    public Vehicle(
            String plate,
            String tag,
            @Nullable String household,
            @Nullable String homeReader,
            @Nullable Boolean guard) {
        this(plate, tag, household, homeReader, guard, null, null, null);
    }

    /** The same without what the rules need not know. */
    public Vehicle withoutOwner() {
        return new Vehicle(plate, tag, household, homeReader, guard);
    }
}
