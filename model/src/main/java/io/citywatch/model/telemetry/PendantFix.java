package io.citywatch.model.telemetry;

import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a pendant is.
 *
 * @param accuracy m
 */
public record PendantFix(Instant measuredAt, @Nullable Sequence sequence, Position position, double accuracy)
        implements Telemetry {}
