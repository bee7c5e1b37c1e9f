package io.citywatch.streaming.rules.health;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A device lost its power or fell silent, or is back: what outages are made of. It may carry a detection of that one
 * device, which goes on whatever becomes of the outage.
 *
 * @param kind null if nobody registered it
 * @param out false if it is back
 * @param lat where it stands; null if nobody knows, or if it moves. So {@code lon}
 * @param at when, epoch milliseconds
 * @param detection JSON; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record FaultSignal(
        String device,
        @Nullable DeviceKind kind,
        Sort sort,
        boolean out,
        @Nullable Double lat,
        @Nullable Double lon,
        long at,
        MessageStamp newest,
        byte @Nullable [] detection) {
    /** What is wrong. */
    public enum Sort {
        MAINS,
        SILENT
    }

    public FaultSignal with(Detection told) {
        return new FaultSignal(device, kind, sort, out, lat, lon, at, newest, Json.write(told));
    }

    @Nullable
    Detection told() {
        return detection == null
                ? null
                : Json.read(detection, Detection.class).fold(value -> value, reason -> {
                    throw new IllegalStateException("our own detection cannot be read: " + reason);
                });
    }
}
