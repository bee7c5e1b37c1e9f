package io.citywatch.model.telemetry;

import io.citywatch.model.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message of a device, checked (contracts, section 1). */
public sealed interface Telemetry
        permits TagSightings,
                SmokeReading,
                CallEvent,
                Vitals,
                Activity,
                PendantFix,
                ThermalFrame,
                EnvironmentReading,
                DeviceState {
    /** When it was measured, by the device's own clock; never trusted for order. */
    Instant measuredAt();

    /** The device's count, if it keeps one. */
    @Nullable
    Sequence sequence();

    /** The place that the payload itself names, if it names one. */
    default @Nullable Position position() {
        return null;
    }
}
