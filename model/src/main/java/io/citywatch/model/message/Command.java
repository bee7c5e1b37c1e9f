package io.citywatch.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the platform asks of a device: the payload of {@code devices/{id}/commands}.
 *
 * @param ts when it was given
 * @param deadline deliver no later; what comes later is EXPIRED
 * @param parameters of the action, such as the {@code text} to speak; empty if absent
 */
public record Command(
        String id,
        Instant ts,
        Instant deadline,
        Action action,
        @Nullable Map<String, Object> parameters) {
    /** What a device can be asked to do. */
    public enum Action {
        SPEAK,
        SIREN,
        LOCATE,
        CAPTURE,
        REBOOT,
        CONFIGURE;

        /** The name on the wire. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Action of(String text) {
            return Arrays.stream(values())
                    .filter(action -> action.text().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("action: " + PlainText.quoted(text) + " (expected: one of "
                                    + Arrays.stream(values()).map(Action::text).collect(Collectors.joining(", "))
                                    + ")"));
        }
    }

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    public Command {
        Required.id("id", id);
        Required.check("ts", ts, "epoch milliseconds");
        Required.check("deadline", deadline, "epoch milliseconds");
        Required.check("action", action, "speak, siren, locate, capture, reboot or configure");
        parameters = parameters == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
}
