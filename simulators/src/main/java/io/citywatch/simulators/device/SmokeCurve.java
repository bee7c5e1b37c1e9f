package io.citywatch.simulators.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a smoke sensor measures: clean air, smoke that rises and clears, with the noise of a real chamber. */
public final class SmokeCurve {
    private static final double ROOM_CELSIUS = 26;
    private static final double CHAMBER_NOISE = 0.15;

    private SmokeCurve() {}

    /** Clean air. */
    public static Map<String, Object> clear(RandomGenerator random) {
        return reading(0.2, 0, random);
    }

    /** Clean air at a sensor with a battery and faults of its own. */
    public static Map<String, Object> clear(RandomGenerator random, Routine.Condition condition) {
        Map<String, Object> reading = clear(random);
        reading.put("battery", condition.battery());
        reading.put("faults", condition.faults());
        return reading;
    }

    /**
     * Smoke on its way up.
     *
     * @param peak %/m at the end of the rise
     * @param share 0 at its beginning, 1 at its end
     * @param warming K at the peak: a fire heats the ceiling, a frying pan hardly does
     */
    public static Map<String, Object> rising(double peak, double share, double warming, RandomGenerator random) {
        return reading(peak * share * share, warming * share, random);
    }

    private static Map<String, Object> reading(double obscuration, double warming, RandomGenerator random) {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put("obscuration", round(Math.max(0, obscuration + random.nextGaussian() * CHAMBER_NOISE)));
        reading.put("temperature", round(ROOM_CELSIUS + warming + random.nextGaussian() * 0.1));
        reading.put("battery", 88);
        return reading;
    }

    private static double round(double value) {
        return Math.rint(value * 100) / 100;
    }
}
