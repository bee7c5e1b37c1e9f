package io.citywatch.model.telemetry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.model.PlainText;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a field device is. */
public enum DeviceKind {
    TAG_READER("tag-reader"),
    SMOKE_SENSOR("smoke-sensor"),
    CALL_TERMINAL("call-terminal"),
    THERMAL_CAMERA("thermal-camera"),
    ENVIRONMENT_SENSOR("environment-sensor");

    private final String text;

    DeviceKind(String text) {
        this.text = text;
    }

    /** The name on the wire. */
    @JsonValue
    public String text() {
        return text;
    }

    public static Optional<DeviceKind> parse(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    @JsonCreator
    static DeviceKind of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("kind: " + PlainText.quoted(text)
                        + " (expected: one of "
                        + Arrays.stream(values()).map(DeviceKind::text).collect(Collectors.joining(", ")) + ")"));
    }
}
