package io.citywatch.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a field device; also its MQTT client id and user name.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ . : -}
 */
public record DeviceId(@JsonValue String value) implements Comparable<DeviceId> {
    /** @throws IllegalArgumentException if the value is not a well-formed id */
    @JsonCreator
    public DeviceId {
        IdSyntax.check("device id", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
