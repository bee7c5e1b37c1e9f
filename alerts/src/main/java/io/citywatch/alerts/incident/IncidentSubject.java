package io.citywatch.alerts.incident;

import org.jspecify.annotations.Nullable;

/**
 * Who or what an incident is about.
 *
 * @param type {@code person}, {@code vehicle}, {@code device}, {@code place} or {@code responder}
 * @param name of a person, a responder, a device or a building; a vehicle's plate
 */
public record IncidentSubject(
        String type,
        String id,
        @Nullable String name,
        @Nullable String address) {
    public static final String PERSON = "person";
    public static final String VEHICLE = "vehicle";
    public static final String RESPONDER = "responder";

    private static final int SHOWN_OF_A_PLATE = 2;

    /** The name as a list may show it: of a person only the first character, of a plate its ends. */
    public @Nullable String maskedName() {
        if (name == null) {
            return null;
        }
        return switch (type) {
            case PERSON -> maskedPerson(name);
            case VEHICLE -> maskedPlate(name);
            default -> name;
        };
    }

    private static String maskedPerson(String name) {
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + "*".repeat(Math.max(1, name.codePointCount(first, name.length())));
    }

    /** Enough to tell two pursuits apart in a list, too little to look anybody up. */
    public static String maskedPlate(String plate) {
        int length = plate.codePointCount(0, plate.length());
        int shown = length > 2 * SHOWN_OF_A_PLATE ? SHOWN_OF_A_PLATE : 0;
        return plate.substring(0, plate.offsetByCodePoints(0, shown))
                + "*".repeat(length - 2 * shown)
                + plate.substring(plate.offsetByCodePoints(0, length - shown));
    }
}
