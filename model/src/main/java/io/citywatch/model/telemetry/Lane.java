package io.citywatch.model.telemetry;

import java.util.Optional;

/** Which way a message takes through the platform. */
public enum Lane {
    /** Measurements and heartbeats. */
    BULK("bulk"),
    /** Things that a person must hear of; never behind bulk. */
    EMERGENCY("emergency");

    /** Asked for each message, and {@link #values} makes a copy each time. */
    private static final Lane[] ALL = values();

    private final String text;

    Lane(String text) {
        this.text = text;
    }

    /** The name in record headers. */
    public String text() {
        return text;
    }

    public static Optional<Lane> parse(String text) {
        for (Lane lane : ALL) {
            if (lane.text.equals(text)) {
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }
}
