package io.citywatch.streaming.rules.elder;

import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.RegisteredDevice;
import org.jspecify.annotations.Nullable;

/**
 * Where a call terminal stands, and whose it is.
 *
 * @param elder null if nobody's
 * @param lat null if nobody registered the terminal; so {@code lon}
 */
public record Home(
        @Nullable String elder,
        @Nullable Double lat,
        @Nullable Double lon) {
    public static final Home UNKNOWN = new Home(null, null, null);

    public static Home of(RegisteredDevice terminal) {
        return new Home(terminal.elder(), terminal.lat(), terminal.lon());
    }

    /** Who it is about: the person, else the terminal. */
    Subject subject(String terminal) {
        return elder == null ? Subject.device(terminal) : Subject.person(elder);
    }
}
