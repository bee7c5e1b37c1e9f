package io.citywatch.model.telemetry;

import org.jspecify.annotations.Nullable;

/** How a payload is written. */
public enum ContentType {
    /** What a payload is of which nobody says anything else. */
    JSON("application/json"),
    CBOR("application/cbor");

    private final String text;

    ContentType(String text) {
        this.text = text;
    }

    /** The media type, as MQTT 5 clients name it and the log's header holds it. */
    public String text() {
        return text;
    }

    /** Only who says CBOR means CBOR: clients that say nothing, or something general, send JSON. */
    public static ContentType of(@Nullable String text) {
        return text != null && CBOR.text.equalsIgnoreCase(text) ? CBOR : JSON;
    }
}
