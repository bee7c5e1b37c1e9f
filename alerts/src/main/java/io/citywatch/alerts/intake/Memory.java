package io.citywatch.alerts.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What intake remembers when a detection comes.
 *
 * @param known the same id
 * @param original a counted detection of the same rule, device and message, received within 10 min
 * @param newest the newest raised detection of the same rule and device
 */
public record Memory(
        @Nullable Seen known,
        @Nullable Seen original,
        @Nullable Seen newest) {
    public static final Memory NOTHING = new Memory(null, null, null);

    /**
     * A detection that came before.
     *
     * @param incident that it belongs to, null if only its end came
     * @param raised false if only its end came
     */
    public record Seen(
            String id,
            @Nullable String incident,
            boolean raised,
            boolean cleared,
            boolean shownOnly,
            long revision,
            String evidenceSha256,
            Instant receivedAt) {}
}
