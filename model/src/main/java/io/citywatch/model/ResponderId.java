package io.citywatch.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a responder; also its MQTT client id and user name.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ . : -}
 */
public record ResponderId(@JsonValue String value) implements Comparable<ResponderId> {
    /** @throws IllegalArgumentException if the value is not a well-formed id */
    @JsonCreator
    public ResponderId {
        IdSyntax.check("responder id", value);
    }

    @Override
    public int compareTo(ResponderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
