package io.citywatch.alerts.intake;

import io.citywatch.model.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What intake remembers when a detection comes.
 *
 * @param known the same id
 * @param original a counted detection of the same rule, key, device and message, received within 10 min
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
     * @param reader that its newest evidence names
     * @param notedAt when the timeline was last told of an update
     */
    public record Seen(
            String id,
            @Nullable String incident,
            boolean raised,
            boolean cleared,
            boolean shownOnly,
            long revision,
            String evidenceSha256,
            Severity severity,
            @Nullable String reader,
            Instant receivedAt,
            @Nullable Instant notedAt) {}
}
