package io.citywatch.benchmarks.detect;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Smoke sensors, each of which reports at its interval; and every half minute a fire begins at a home, which two
 * sensors of the building follow for two minutes, every five seconds, until their own alarms.
 */
final class Detectors implements Part {
    private static final int FIRE_EVERY = 30;
    private static final int FIRE_SECONDS = 120;
    private static final int FIRE_READING_EVERY = 5;
    private static final int SECOND_DETECTOR_AFTER = 20;
    private static final int ALARM_AFTER = 60;
    /** A prime, so that fires jump through the city. */
    private static final int STRIDE = 7_919;

    private final SplittableRandom random = new SplittableRandom(11);
    private final Speakers sensors = new Speakers(FullCity.SENSORS);
    private final double perSecond;

    /** @param intervalSeconds from one report of a sensor to its next */
    Detectors(int intervalSeconds) {
        perSecond = (double) FullCity.SENSORS / intervalSeconds;
    }

    @Override
    public void speak(long second, long from, Consumer<CityMessage> out) {
        long first = Part.until(second, perSecond);
        long end = Part.until(second + 1, perSecond);
        for (long i = first; i < end; i++) {
            out.accept(reading(
                    (int) (i % FullCity.SENSORS),
                    from + (i - first) * 1_000 / (end - first),
                    0.05 + 0.1 * random.nextDouble(),
                    24 + random.nextDouble(),
                    null));
        }
        for (long fire = Math.max(0, (second - FIRE_SECONDS) / FIRE_EVERY); fire * FIRE_EVERY <= second; fire++) {
            int age = (int) (second - fire * FIRE_EVERY);
            int home = (int) (fire * STRIDE % (FullCity.SENSORS / 4)) * 4;
            burn(home, age, from + 300, out);
            burn(home + 1, age - SECOND_DETECTOR_AFTER, from + 700, out);
        }
    }

    private void burn(int sensor, int age, long at, Consumer<CityMessage> out) {
        if (age < 0 || age > FIRE_SECONDS || age % FIRE_READING_EVERY != 0) {
            return;
        }
        double smoke = 0.1 + 8.0 * age / FIRE_SECONDS;
        double heat = 24 + 50.0 * age / FIRE_SECONDS;
        Boolean alarm = age == ALARM_AFTER ? Boolean.TRUE : age == FIRE_SECONDS ? Boolean.FALSE : null;
        out.accept(reading(sensor, at, smoke, heat, alarm));
    }

    private CityMessage reading(int sensor, long at, double smoke, double heat, @Nullable Boolean alarm) {
        return sensors.say(
                sensor,
                FullCity.sensor(sensor),
                TelemetryKind.SMOKE,
                alarm == null ? Lane.BULK : Lane.EMERGENCY,
                at,
                String.format(
                        Locale.ROOT,
                        "\"obscuration\":%.2f,\"temperature\":%.1f,\"co\":1.2,\"battery\":87,\"faults\":[]%s",
                        smoke,
                        heat,
                        alarm == null ? "" : ",\"alarm\":" + alarm));
    }
}
