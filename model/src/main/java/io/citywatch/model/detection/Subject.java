package io.citywatch.model.detection;

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

    public static Subject device(String id) {
        return new Subject(DEVICE, id);
    }

    public static Subject person(String id) {
        return new Subject(PERSON, id);
    }
}
