package io.citywatch.model.telemetry;

import java.util.Optional;

/** Which way a message takes through the platform. */
public enum Lane {
    /** Measurements and heartbeats. */
    BULK("bulk"),
    /** Things that a person must hear of; never behind bulk. */
    EMERGENCY("emergency");

    private final String text;

    Lane(String text) {
        this.text = text;
    }

    /** The name in record headers. */
    public String text() {
        return text;
    }

    public static Optional<Lane> parse(String text) {
        return BULK.text.equals(text)
                ? Optional.of(BULK)
                : EMERGENCY.text.equals(text) ? Optional.of(EMERGENCY) : Optional.empty();
    }
}
