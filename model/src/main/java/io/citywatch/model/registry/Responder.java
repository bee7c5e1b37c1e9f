package io.citywatch.model.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import io.citywatch.model.Position;
import io.citywatch.model.Required;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be sent.
 *
 * @param roles at least one
 * @param skills such as {@code first-aid}
 * @param mode how this person moves; foot if absent
 * @param unit the smallest emergency unit
 * @param phone of the channels beside the app
 * @param shifts when this person serves, local time of the city; always, if absent or empty
 * @param channels those this person wants beside the app; all, if absent
 */
public record Responder(
        String id,
        String name,
        List<Role> roles,
        @Nullable List<String> skills,
        @Nullable Mode mode,
        Double lat,
        Double lon,
        @Nullable String unit,
        @Nullable String phone,
        @Nullable List<Shift> shifts,
        @Nullable List<Channel> channels) {
    /**
     * A time of the week; one that ends before it begins ends on the day after.
     *
     * @param days 1 Monday to 7 Sunday
     * @param from {@code HH:mm}
     * @param to {@code HH:mm}
     */
    public record Shift(List<Integer> days, String from, String to) {
        private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

        /** @throws IllegalArgumentException naming the field that is missing or wrong */
        public Shift {
            days = Required.listOrEmpty("days", days);
            if (days.isEmpty() || days.stream().anyMatch(day -> day < 1 || day > 7)) {
                throw new IllegalArgumentException("days: " + days + " (expected: 1 Monday to 7 Sunday)");
            }
            requireTime("from", from);
            requireTime("to", to);
        }

        /** @param local in the city's own time */
        public boolean covers(LocalDateTime local) {
            LocalTime time = local.toLocalTime();
            LocalTime begin = LocalTime.parse(from);
            LocalTime end = LocalTime.parse(to);
            int day = local.getDayOfWeek().getValue();
            if (begin.isBefore(end)) {
                return days.contains(day) && !time.isBefore(begin) && time.isBefore(end);
            }
            int yesterday = day == 1 ? 7 : day - 1;
            return (days.contains(day) && !time.isBefore(begin)) || (days.contains(yesterday) && time.isBefore(end));
        }

        private static void requireTime(String name, @Nullable String time) {
            String given = Required.check(name, time, "HH:mm");
            if (!given.matches(TIME)) {
                throw new IllegalArgumentException(name + ": " + PlainText.quoted(given) + " (expected: HH:mm)");
            }
        }
    }

    /** What a responder can be sent as. */
    public enum Role {
        VOLUNTEER("volunteer"),
        OFFICER("officer"),
        COMMUNITY_WORKER("community-worker"),
        FIRE("fire"),
        MEDICAL("medical"),
        MAINTENANCE("maintenance");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** The name on the wire. */
        @JsonValue
        public String text() {
            return text;
        }

        @JsonCreator
        public static Role of(String text) {
            return Arrays.stream(values())
                    .filter(role -> role.text.equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("role: " + PlainText.quoted(text) + " (expected: one of "
                                    + Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", ")) + ")"));
        }
    }

    /** How a responder moves. */
    public enum Mode {
        FOOT("foot", 1.4),
        E_BIKE("e-bike", 5.0),
        CAR("car", 8.0);

        private final String text;
        private final double metersPerSecond;

        Mode(String text, double metersPerSecond) {
            this.text = text;
            this.metersPerSecond = metersPerSecond;
        }

        /** The name on the wire. */
        @JsonValue
        public String text() {
            return text;
        }

        /** The usual speed in a town, m/s. */
        public double metersPerSecond() {
            return metersPerSecond;
        }

        @JsonCreator
        public static Mode of(String text) {
            return Arrays.stream(values())
                    .filter(mode -> mode.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "mode: " + PlainText.quoted(text) + " (expected: foot, e-bike or car)"));
        }
    }

    private static final int MOST_NAME_CHARACTERS = 200;

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Responder {
        Required.id("id", id);
        Required.text("name", name, MOST_NAME_CHARACTERS);
        roles = Required.listOrEmpty("roles", roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles: missing (expected: at least one)");
        }
        skills = Required.listOrEmpty("skills", skills);
        for (String skill : skills) {
            Required.text("skills", skill, MOST_NAME_CHARACTERS);
        }
        mode = mode == null ? Mode.FOOT : mode;
        Required.position(lat, lon);
        Required.optionalText("unit", unit, MOST_NAME_CHARACTERS);
        Required.optionalText("phone", phone, MOST_NAME_CHARACTERS);
        shifts = Required.listOrEmpty("shifts", shifts);
        channels = channels == null ? null : Required.listOrEmpty("channels", channels);
    }

    /** Somebody who wants every channel. */
    public Responder(
            String id,
            String name,
            List<Role> roles,
            @Nullable List<String> skills,
            @Nullable Mode mode,
            Double lat,
            Double lon,
            @Nullable String unit,
            @Nullable String phone,
            @Nullable List<Shift> shifts) {
        this(id, name, roles, skills, mode, lat, lon, unit, phone, shifts, null);
    }

    /** Somebody who always serves. */
    public Responder(
            String id,
            String name,
            List<Role> roles,
            @Nullable List<String> skills,
            @Nullable Mode mode,
            Double lat,
            Double lon,
            @Nullable String unit) {
        this(id, name, roles, skills, mode, lat, lon, unit, null, null, null);
    }

    /** @param local in the city's own time */
    public boolean servesAt(LocalDateTime local) {
        return shifts == null || shifts.isEmpty() || shifts.stream().anyMatch(shift -> shift.covers(local));
    }

    public Position position() {
        return new Position(lat, lon);
    }
}
