package io.citywatch.model.detection;

import io.citywatch.model.Required;

/**
 * What a rule is about.
 *
 * @param type {@code device}, {@code person}, {@code vehicle} or {@code place}
 */
public record Subject(String type, String id) {
    public static final String DEVICE = "device";
    public static final String PERSON = "person";
    public static final String VEHICLE = "vehicle";
    public static final String PLACE = "place";

    /** @throws IllegalArgumentException naming the field that is missing */
    public Subject {
        Required.check("type", type, "device, person, vehicle or place");
        Required.check("id", id, "a string");
    }

    public static Subject device(String id) {
        return new Subject(DEVICE, id);
    }

    public static Subject person(String id) {
        return new Subject(PERSON, id);
    }

    /** @param plate of a registered vehicle; else its tag */
    public static Subject vehicle(String plate) {
        return new Subject(VEHICLE, plate);
    }

    public static Subject place(String id) {
        return new Subject(PLACE, id);
    }
}
