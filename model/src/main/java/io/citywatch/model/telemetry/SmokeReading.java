package io.citywatch.model.telemetry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A smoke sensor's reading.
 *
 * @param obscuration %/m
 * @param temperature °C
 * @param co carbon monoxide, ppm
 * @param battery percent
 * @param faults of {@code tamper}, {@code contaminated}, {@code mute}, {@code low-battery}
 * @param alarm the detector's own decision; only and always on the emergency lane
 */
public record SmokeReading(
        Instant measuredAt,
        @Nullable Sequence sequence,
        double obscuration,
        double temperature,
        @Nullable Double co,
        double battery,
        List<String> faults,
        @Nullable Boolean alarm)
        implements Telemetry {}
