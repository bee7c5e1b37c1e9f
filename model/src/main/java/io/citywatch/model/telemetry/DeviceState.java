package io.citywatch.model.telemetry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A heartbeat, or a will.
 *
 * @param intervalSeconds of this heartbeat
 * @param battery percent
 * @param mains whether mains power is present
 * @param pendantBattery percent
 */
public record DeviceState(
        Instant measuredAt,
        @Nullable Sequence sequence,
        boolean online,
        int intervalSeconds,
        @Nullable Double battery,
        @Nullable Boolean mains,
        @Nullable Double pendantBattery,
        @Nullable String firmware,
        List<String> faults)
        implements Telemetry {}
