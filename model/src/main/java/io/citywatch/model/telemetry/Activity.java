package io.citywatch.model.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life in a home.
 *
 * @param motion movements since the last message
 * @param door {@code opened} or {@code closed}
 */
public record Activity(
        Instant measuredAt,
        @Nullable Sequence sequence,
        int motion,
        @Nullable String door) implements Telemetry {}
