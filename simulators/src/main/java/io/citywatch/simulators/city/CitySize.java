package io.citywatch.simulators.city;

import io.citywatch.model.telemetry.DeviceKind;

/**
 * How many of each there are, reserved ones included.
 *
 * @param elders each with a call terminal
 * @param smokeSensors one a home
 * @param responders three of them reserved
 * @param tagReaders at junctions, on the bridges and in the tunnel
 * @param thermalCameras one of them reserved and without a feed; of the others one in three is a tower
 * @param environmentSensors along the shore and the streets
 * @param vehicles with a tag each
 * @param units smallest emergency units
 * @param grids smallest areas
 */
public record CitySize(
        int elders,
        int smokeSensors,
        int responders,
        int tagReaders,
        int thermalCameras,
        int environmentSensors,
        int vehicles,
        int units,
        int grids) {
    static final int RESERVED_RESPONDERS = 3;
    static final int RESERVED_VEHICLES = 2;
    /** Enough for a story's scenes, each with another home. */
    static final int LEAST_HOMES = 8;

    private static final int LEAST_UNITS = 12;
    private static final int GRIDS_A_UNIT = 8;
    /** Above this, heartbeats are as rare as the contract's full city has them. */
    private static final int LARGE = 1_000;

    /** @throws IllegalArgumentException if a story could not be played, or the reserved ones would not fit */
    public CitySize {
        atLeast("elders", elders, LEAST_HOMES + 1);
        atLeast("smokeSensors", smokeSensors, LEAST_HOMES + 1);
        atLeast("responders", responders, RESERVED_RESPONDERS + 6);
        atLeast("tagReaders", tagReaders, 1);
        atLeast("thermalCameras", thermalCameras, 1);
        atLeast("environmentSensors", environmentSensors, 1);
        atLeast("vehicles", vehicles, RESERVED_VEHICLES);
        atLeast("units", units, LEAST_UNITS);
        atLeast("grids", grids, units);
    }

    /** With areas of a common size. */
    public CitySize(
            int elders,
            int smokeSensors,
            int responders,
            int tagReaders,
            int thermalCameras,
            int environmentSensors,
            int vehicles) {
        this(
                elders,
                smokeSensors,
                responders,
                tagReaders,
                thermalCameras,
                environmentSensors,
                vehicles,
                LEAST_UNITS,
                LEAST_UNITS * GRIDS_A_UNIT);
    }

    /** The pilot city of the contract: what {@code demo} shows. Its three thermal feeds stand beside a reserved one. */
    public static CitySize pilot() {
        return new CitySize(300, 300, 80, 60, 4, 8, 2_000, 36, 324);
    }

    /** The full city of the contract, with the areas of the largest. */
    public static CitySize full() {
        return new CitySize(13_800, 100_000, 6_400, 2_000, 101, 40, 210_000, 699, 8_624);
    }

    /** For tests: a few homes and two neighbourhoods. */
    public static CitySize small() {
        return new CitySize(20, 20, 15, 9, 4, 2, 40);
    }

    /** How often a simulated device says that it is there: often where a demo must notice its absence. */
    public int heartbeatSeconds(DeviceKind kind) {
        if (elders > LARGE || smokeSensors > LARGE || tagReaders > LARGE) {
            return kind == DeviceKind.SMOKE_SENSOR ? 600 : 60;
        }
        return kind == DeviceKind.TAG_READER ? 20 : 30;
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
