package io.citywatch.model.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's vital signs; at least one is present.
 *
 * @param heartRate beats a minute
 * @param systolic mmHg
 * @param diastolic mmHg
 * @param spo2 percent
 * @param temperature °C
 * @param glucose mmol/L
 */
public record Vitals(
        Instant measuredAt,
        @Nullable Sequence sequence,
        @Nullable Double heartRate,
        @Nullable Double systolic,
        @Nullable Double diastolic,
        @Nullable Double spo2,
        @Nullable Double temperature,
        @Nullable Double glucose)
        implements Telemetry {}
