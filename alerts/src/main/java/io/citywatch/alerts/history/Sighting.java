package io.citywatch.alerts.history;

import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle's tag was read.
 *
 * @param position of the reader at that time
 * @param rssi dBm
 */
public record Sighting(
        Instant ts,
        String reader,
        Position position,
        @Nullable Double rssi) {}
