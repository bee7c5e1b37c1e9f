package io.citywatch.model.telemetry;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a message is about: which lanes it may take and which device kind may send it. */
public enum TelemetryKind {
    TAG_SIGHTINGS("tag-sightings", Lane.BULK, DeviceKind.TAG_READER),
    SMOKE("smoke", EnumSet.allOf(Lane.class), EnumSet.of(DeviceKind.SMOKE_SENSOR)),
    CALL("call", Lane.EMERGENCY, DeviceKind.CALL_TERMINAL),
    VITALS("vitals", Lane.BULK, DeviceKind.CALL_TERMINAL),
    ACTIVITY("activity", Lane.BULK, DeviceKind.CALL_TERMINAL),
    FIX("fix", Lane.BULK, DeviceKind.CALL_TERMINAL),
    THERMAL("thermal", Lane.BULK, DeviceKind.THERMAL_CAMERA),
    ENVIRONMENT("environment", Lane.BULK, DeviceKind.ENVIRONMENT_SENSOR),
    STATE("state", EnumSet.of(Lane.BULK), EnumSet.allOf(DeviceKind.class));

    /** Asked for each message, and {@link #values} makes a copy each time. */
    private static final TelemetryKind[] ALL = values();

    private final String text;
    private final Set<Lane> lanes;
    private final Set<DeviceKind> senders;

    TelemetryKind(String text, Lane lane, DeviceKind sender) {
        this(text, EnumSet.of(lane), EnumSet.of(sender));
    }

    TelemetryKind(String text, Set<Lane> lanes, Set<DeviceKind> senders) {
        this.text = text;
        this.lanes = lanes;
        this.senders = senders;
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }

    public boolean travelsOn(Lane lane) {
        return lanes.contains(lane);
    }

    public boolean isSentBy(DeviceKind device) {
        return senders.contains(device);
    }

    public static Optional<TelemetryKind> parse(String text) {
        for (TelemetryKind kind : ALL) {
            if (kind.text.equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
