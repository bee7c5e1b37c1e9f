package io.citywatch.alerts.area;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of area it is, the largest first. */
public enum AreaLevel {
    DISTRICT,
    STREET,
    COMMUNITY,
    GRID,
    /** The smallest emergency unit: who belongs to it is asked first. */
    UNIT,
    /** Drawn for a purpose of its own, across the others. */
    ZONE;

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such level */
    @JsonCreator
    public static AreaLevel of(String text) {
        return Arrays.stream(values())
                .filter(level -> level.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("level: " + PlainText.quoted(text)
                        + " (expected: one of "
                        + Arrays.stream(values()).map(AreaLevel::text).collect(Collectors.joining(", ")) + ")"));
    }
}
