package io.citywatch.simulators.city;

/**
 * How many of each there are, reserved ones included.
 *
 * @param elders each with a call terminal
 * @param smokeSensors one a home
 * @param responders three of them reserved
 * @param tagReaders registered, not connected
 * @param thermalCameras registered, not connected
 * @param environmentSensors registered, not connected
 * @param vehicles registered
 */
public record CitySize(
        int elders,
        int smokeSensors,
        int responders,
        int tagReaders,
        int thermalCameras,
        int environmentSensors,
        int vehicles) {
    static final int RESERVED_RESPONDERS = 3;
    static final int RESERVED_VEHICLES = 2;
    /** Enough for a story's scenes, each with another home. */
    static final int LEAST_HOMES = 8;

    /** @throws IllegalArgumentException if a story could not be played, or the reserved ones would not fit */
    public CitySize {
        atLeast("elders", elders, LEAST_HOMES + 1);
        atLeast("smokeSensors", smokeSensors, LEAST_HOMES + 1);
        atLeast("responders", responders, RESERVED_RESPONDERS + 6);
        atLeast("tagReaders", tagReaders, 1);
        atLeast("thermalCameras", thermalCameras, 1);
        atLeast("environmentSensors", environmentSensors, 1);
        atLeast("vehicles", vehicles, RESERVED_VEHICLES);
    }

    /** The pilot city of the two families that are built: what {@code demo} shows. */
    public static CitySize pilot() {
        return new CitySize(300, 300, 80, 6, 2, 4, 6);
    }

    /** For tests: a few homes and two neighbourhoods. */
    public static CitySize small() {
        return new CitySize(20, 20, 15, 1, 1, 1, 2);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
