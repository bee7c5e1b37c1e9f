package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.TagRead;
import java.util.Map;

/** Readers along a road that runs east, for tests: each so many metres from the first. */
public final class Roads {
    public static final long T = 1_000_000_000_000L;
    public static final String TAG = "E280F3362000F00005E66021";

    private static final double LAT = 23.35;
    private static final double LON = 116.68;

    private Roads() {}

    public static RegisteredDevice reader(String id, double metersEast) {
        double lon = LON + metersEast / (111_195 * Math.cos(Math.toRadians(LAT)));
        return new RegisteredDevice(
                id, DeviceKind.TAG_READER, LAT, lon, "at " + id, null, null, 60, null, false, "East Road");
    }

    static Readers readers(RegisteredDevice... readers) {
        Map<String, RegisteredDevice> known = new java.util.HashMap<>();
        for (RegisteredDevice reader : readers) {
            known.put(reader.device(), reader);
        }
        return known::get;
    }

    /** A read that is received half a second after it was made. */
    public static TagRead read(String reader, long at, double rssi) {
        return read(reader, at, at + 500, rssi);
    }

    public static TagRead read(String reader, long at, long receivedAt, double rssi) {
        return new TagRead(TAG, reader, at + "@" + reader, receivedAt, receivedAt + 3, at, rssi, null, null);
    }
}
