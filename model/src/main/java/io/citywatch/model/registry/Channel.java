package io.citywatch.model.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import java.util.Arrays;
import java.util.Locale;

/** How a person is reached, in the order in which it is tried. */
public enum Channel {
    /** The app, by MQTT. */
    PUSH,
    /** A telephone call that reads the offer out. */
    CALL,
    SMS;

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such channel */
    @JsonCreator
    public static Channel of(String text) {
        return Arrays.stream(values())
                .filter(channel -> channel.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "channel: " + PlainText.quoted(text) + " (expected: push, call or sms)"));
    }
}
