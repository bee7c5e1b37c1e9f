package io.citywatch.model.registry;

import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.Required;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person with a base phone and a pendant ({@code registry.elders}).
 *
 * @param terminal the device id of the base
 * @param limits of vital signs: [low, high] by the payload's field name
 * @param absentUntil announced absence
 * @param file what helpers must know; stays in the registry and never travels to the rules
 */
public record Elder(
        String id,
        String name,
        Double lat,
        Double lon,
        @Nullable String address,
        @Nullable String terminal,
        @Nullable SafeZone safeZone,
        @Nullable Map<String, List<Double>> limits,
        @Nullable Instant absentUntil,
        @Nullable File file) {
    /** Where the pendant may be. */
    public record SafeZone(double lat, double lon, double radiusMeters) {
        /** @throws IllegalArgumentException naming the field that is outside its range */
        public SafeZone {
            Required.position(lat, lon);
            Required.range("radiusMeters", radiusMeters, 1, 1e6, "m");
        }
    }

    /**
     * What helpers must know of a person.
     *
     * @param contacts whom to call, the first first
     * @param conditions illnesses and impairments, such as {@code hard of hearing}
     * @param medicines taken regularly
     * @param notes such as where the key is
     */
    public record File(
            @Nullable String phone,
            @Nullable List<Contact> contacts,
            @Nullable List<String> conditions,
            @Nullable List<String> medicines,
            @Nullable String notes) {
        /** Somebody to call. */
        public record Contact(
                String name, String phone, @Nullable String relation) {
            /** @throws IllegalArgumentException naming the field that is missing or wrong */
            public Contact {
                Required.text("name", name, MOST_NAME_CHARACTERS);
                Required.text("phone", phone, MOST_NAME_CHARACTERS);
                Required.optionalText("relation", relation, MOST_NAME_CHARACTERS);
            }
        }

        /** @throws IllegalArgumentException naming the field that is wrong */
        public File {
            Required.optionalText("phone", phone, MOST_NAME_CHARACTERS);
            contacts = Required.listOrEmpty("contacts", contacts);
            conditions = Required.listOrEmpty("conditions", conditions);
            medicines = Required.listOrEmpty("medicines", medicines);
            conditions.forEach(condition -> Required.text("conditions", condition, MOST_NAME_CHARACTERS));
            medicines.forEach(medicine -> Required.text("medicines", medicine, MOST_NAME_CHARACTERS));
            Required.optionalText("notes", notes, MOST_NOTES_CHARACTERS);
        }
    }

    /** What an offer says of a person must fit the 4 KiB of a pending message. */
    private static final int MOST_NAME_CHARACTERS = 200;

    private static final int MOST_ADDRESS_CHARACTERS = 500;
    private static final int MOST_NOTES_CHARACTERS = 2_000;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Elder {
        Required.id("id", id);
        Required.text("name", name, MOST_NAME_CHARACTERS);
        Required.position(lat, lon);
        Required.optionalText("address", address, MOST_ADDRESS_CHARACTERS);
        Required.optionalId("terminal", terminal);
        if (limits != null) {
            limits.forEach(Elder::checkLimits);
        }
    }

    /** What the rules know of a person. */
    public Elder(
            String id,
            String name,
            Double lat,
            Double lon,
            @Nullable String address,
            @Nullable String terminal,
            @Nullable SafeZone safeZone,
            @Nullable Map<String, List<Double>> limits,
            @Nullable Instant absentUntil) {
        this(id, name, lat, lon, address, terminal, safeZone, limits, absentUntil, null);
    }

    /** The same without what the rules need not know. */
    public Elder withoutFile() {
        return new Elder(id, name, lat, lon, address, terminal, safeZone, limits, absentUntil);
    }

    public Position position() {
        return new Position(lat, lon);
    }

    private static void checkLimits(String vital, @Nullable List<Double> limits) {
        String name = "limits." + PlainText.escaped(vital, 64);
        List<Double> pair = Required.check(name, limits, "[low, high]");
        if (pair.size() != 2 || pair.get(0) == null || pair.get(1) == null || !(pair.get(0) <= pair.get(1))) {
            throw new IllegalArgumentException(name + ": " + limits + " (expected: [low, high])");
        }
    }
}
