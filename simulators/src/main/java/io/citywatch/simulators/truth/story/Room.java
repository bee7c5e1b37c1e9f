package io.citywatch.simulators.truth.story;

import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** A room with a detector, and the air in it: what the detector measures and says of it. */
final class Room {
    private static final long NOTICED_WITHIN = 60_000;
    private static final double BRIEFLY = 60;
    private static final double CLEAN = 0.2;
    private static final double CHAMBER_NOISE = 0.1;
    private static final double THERMISTOR_NOISE = 0.15;
    private static final double ROOM_CELSIUS = 26;

    private final Stories.Day day;
    private final Home home;
    private final String sensor;
    private final String story;

    Room(Stories.Day day, Home home, String story) {
        this.day = day;
        this.home = home;
        this.sensor = String.valueOf(home.sensor());
        this.story = story;
    }

    /** The names of the detector and its house. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        names.add(sensor);
        names.add(home.premises());
        return names;
    }

    String sensor() {
        return sensor;
    }

    /** Smoke that rises for some seconds to its peak and clears in some more; it hardly warms the ceiling. */
    void smoke(long at, double peak, double riseSeconds, double clearSeconds, double warming) {
        air(
                at,
                riseSeconds + clearSeconds,
                second -> second < riseSeconds
                        ? peak * second / riseSeconds
                        : peak * Math.exp(-3 * (second - riseSeconds) / clearSeconds),
                second -> second < riseSeconds
                        ? warming * second / riseSeconds
                        : warming * Math.exp(-3 * (second - riseSeconds) / clearSeconds));
    }

    /**
     * A reading that arrived.
     *
     * @param second of the air when it was measured
     * @param celsius as the detector told it
     */
    record Reading(double second, double celsius, long receivedAt) {}

    /**
     * The detector measures every few seconds while something rises; the answer is what arrives of it, in that order.
     *
     * @param obscuration %/m by seconds since then
     * @param warming K by seconds since then
     */
    List<Reading> air(long at, double seconds, DoubleUnaryOperator obscuration, DoubleUnaryOperator warming) {
        Script script = day.script();
        // Its reading of clean air every ten minutes would be a third voice in the same room.
        script.away(sensor, at, at + Math.round(seconds * 1_000));
        List<Reading> readings = new ArrayList<>();
        for (double second = day.random().nextDouble(2);
                second < seconds;
                second += day.random().nextDouble(3, 9)) {
            double measured = second;
            Map<String, Object> told = reading(obscuration.applyAsDouble(second), warming.applyAsDouble(second));
            double celsius = (double) told.getOrDefault("temperature", 0.0);
            script.tell(sensor, TelemetryKind.SMOKE, at + Math.round(second * 1_000), told)
                    .ifPresent(message -> readings.add(new Reading(measured, celsius, message.receivedAt())));
        }
        readings.sort(Comparator.comparingLong(Reading::receivedAt));
        return readings;
    }

    private Map<String, Object> reading(double obscuration, double warming) {
        Map<String, Object> reading = new LinkedHashMap<>();
        reading.put(
                "obscuration",
                round(Math.max(0, CLEAN + obscuration + day.random().nextGaussian() * CHAMBER_NOISE)));
        reading.put("temperature", round(ROOM_CELSIUS + warming + day.random().nextGaussian() * THERMISTOR_NOISE));
        reading.put("battery", 88);
        return reading;
    }

    /** The detector decides that it sounds, and some seconds later that it does not; the answer is when that arrived. */
    long sounds(long at, double seconds) {
        Map<String, Object> sounding = reading(13, 3);
        sounding.put("alarm", true);
        long received = day.script().alarm(sensor, TelemetryKind.SMOKE, at, sounding);
        day.script().label(Label.truth("S1", story, Set.of(sensor), received, received, received + NOTICED_WITHIN));
        long ended = silent(at + Math.round(seconds * 1_000));
        if (seconds < BRIEFLY && ended > 0) {
            day.script().soundedBriefly(sensor, received, ended);
        }
        return received;
    }

    /** The detector says that it does not sound; the answer is when that arrived. */
    long silent(long at) {
        Map<String, Object> silent = reading(0, 1);
        silent.put("alarm", false);
        return day.script().alarm(sensor, TelemetryKind.SMOKE, at, silent);
    }

    private static double round(double value) {
        return Math.rint(value * 100) / 100;
    }
}
