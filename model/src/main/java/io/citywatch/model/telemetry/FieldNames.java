package io.citywatch.model.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that the contract gives one kind of object. What else an object holds is passed over unread. */
final class FieldNames {
    static final FieldNames TAG_SIGHTINGS = message()
            .with("sightings", new FieldNames().with("tag", "ts", "rssi", "antenna", "flags"))
            .with("lat", "lon");
    static final FieldNames SMOKE = message().with("obscuration", "temperature", "co", "battery", "faults", "alarm");
    static final FieldNames CALL = message().with("event", "source", "service", "lat", "lon");
    static final FieldNames VITALS =
            message().with("heartRate", "systolic", "diastolic", "spo2", "temperature", "glucose");
    static final FieldNames ACTIVITY = message().with("motion", "door");
    static final FieldNames FIX = message().with("lat", "lon", "accuracy");
    static final FieldNames THERMAL = message()
            .with("width", "height")
            .withBytes("pixels")
            .with("scale", "calibrated")
            .with("pose", new FieldNames().with("lat", "lon", "altitude", "heading", "pitch", "roll", "hfov", "vfov"));
    static final FieldNames ENVIRONMENT = message().with("readings");
    static final FieldNames STATE =
            message().with("online", "intervalSeconds", "battery", "mains", "pendantBattery", "firmware", "faults");

    static final int UNKNOWN = -1;

    private final List<String> inOrder = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<Integer, FieldNames> nested = new HashMap<>();
    private int bytes = UNKNOWN;

    private FieldNames() {}

    static FieldNames of(TelemetryKind kind) {
        return switch (kind) {
            case TAG_SIGHTINGS -> TAG_SIGHTINGS;
            case SMOKE -> SMOKE;
            case CALL -> CALL;
            case VITALS -> VITALS;
            case ACTIVITY -> ACTIVITY;
            case FIX -> FIX;
            case THERMAL -> THERMAL;
            case ENVIRONMENT -> ENVIRONMENT;
            case STATE -> STATE;
        };
    }

    private static FieldNames message() {
        return new FieldNames().with("ts", "boot", "seq");
    }

    private FieldNames with(String... names) {
        for (String name : names) {
            places.put(name, inOrder.size());
            inOrder.add(name);
        }
        return this;
    }

    private FieldNames with(String name, FieldNames ofItsObjects) {
        nested.put(inOrder.size(), ofItsObjects);
        return with(name);
    }

    private FieldNames withBytes(String name) {
        bytes = inOrder.size();
        return with(name);
    }

    /** From 0, or {@link #UNKNOWN}. */
    int place(String name) {
        Integer place = places.get(name);
        return place == null ? UNKNOWN : place;
    }

    /** The same, asked in the contract's order, which most devices keep: then a glance is enough. */
    int placeAfter(int place, String name) {
        int next = place + 1;
        return next < inOrder.size() && inOrder.get(next).equals(name) ? next : place(name);
    }

    int size() {
        return inOrder.size();
    }

    /** Whether a text at that place is bytes in base64. */
    boolean isBytesAt(int place) {
        return place == bytes;
    }

    /** The fields of objects that stand at a place, in a list or not; absent if no name is known beforehand. */
    @Nullable
    FieldNames objectsAt(int place) {
        return nested.isEmpty() ? null : nested.get(place);
    }
}
