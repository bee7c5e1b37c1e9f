package io.citywatch.model.detection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which part of the city a rule watches. */
public enum Family {
    VEHICLE,
    SMOKE,
    ELDER,
    THERMAL,
    ENVIRONMENT,
    DEVICE;

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
