package io.citywatch.simulators.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.device.SmokeCurve;
import io.citywatch.simulators.device.Transmitter;
import io.citywatch.simulators.thermal.Heat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Scenes of smoke and heat, at detectors and from above. */
final class FireScenes {
    private static final int STEP_SECONDS = 2;
    /** A smoke that does not heat the ceiling: detectors sound long before flames do. */
    private static final double LITTLE_WARMING = 0.4;

    private static final double FIRE_CELSIUS = 330;
    private static final double SMOULDER_CELSIUS = 85;
    private static final double ROOF_CELSIUS = 41;
    private static final double HOT_ROOM_KELVIN = 42;

    private final Act act;

    FireScenes(Act act) {
        this.act = act;
    }

    void detectorAlarm(String sensor, RandomGenerator chance) {
        Transmitter device = act.device(sensor);
        smoke(device, 14, LITTLE_WARMING, 4, chance);
        sound(Scene.DETECTOR_ALARM, device, Set.of(), 10, 42, chance);
    }

    void kitchenSmoke(String sensor, RandomGenerator chance) {
        Transmitter device = act.device(sensor);
        act.note(Scene.KITCHEN_SMOKE, sensor);
        smoke(device, 4.2, 0.8, 8, chance);
    }

    /** Two detectors of one house, 12 s one after the other. */
    void secondDetector(Home one, Home other, RandomGenerator chance) {
        Transmitter first = act.device(String.valueOf(one.sensor()));
        Transmitter second = act.device(String.valueOf(other.sensor()));
        smoke(first, 15, LITTLE_WARMING, 4, chance);
        smoke(second, 13, LITTLE_WARMING, 9, chance);
        sound(Scene.SECOND_DETECTOR, first, Set.of(second.id()), 10, 55, chance);
        Map<String, Object> sounding = alarm(SmokeCurve.rising(13, 1, LITTLE_WARMING, chance), true);
        Map<String, Object> silent = alarm(SmokeCurve.clear(chance), false);
        act.after(22, () -> act.send(second, Lane.EMERGENCY, TelemetryKind.SMOKE, sounding));
        act.after(58, () -> act.send(second, Lane.EMERGENCY, TelemetryKind.SMOKE, silent));
    }

    /** A room gets hot; there is hardly any smoke. */
    void heatAlarm(String sensor, RandomGenerator chance) {
        Transmitter device = act.device(sensor);
        act.note(Scene.HEAT_ALARM, sensor);
        int steps = 20;
        for (int i = 1; i <= steps; i++) {
            Map<String, Object> reading = SmokeCurve.rising(2, (double) i / steps, HOT_ROOM_KELVIN, chance);
            act.after(i * STEP_SECONDS, () -> act.send(device, Lane.BULK, TelemetryKind.SMOKE, reading));
        }
        Map<String, Object> clear = SmokeCurve.clear(chance);
        act.after(62, () -> act.send(device, Lane.BULK, TelemetryKind.SMOKE, clear));
    }

    /** The detector decides so many seconds in, and is silent again later. */
    private void sound(
            Scene scene, Transmitter device, Set<String> others, int from, int until, RandomGenerator chance) {
        Map<String, Object> sounding = alarm(SmokeCurve.rising(14, 1, LITTLE_WARMING, chance), true);
        Map<String, Object> silent = alarm(SmokeCurve.clear(chance), false);
        act.after(from, () -> {
            act.note(scene, device.id(), others);
            act.send(device, Lane.EMERGENCY, TelemetryKind.SMOKE, sounding);
        });
        act.after(until, () -> act.send(device, Lane.EMERGENCY, TelemetryKind.SMOKE, silent));
    }

    /** Rises for so many steps to its peak, then clears. */
    private void smoke(Transmitter device, double peak, double warming, int rise, RandomGenerator chance) {
        for (int i = 1; i <= rise; i++) {
            Map<String, Object> reading = SmokeCurve.rising(peak, (double) i / rise, warming, chance);
            act.after(i * STEP_SECONDS, () -> act.send(device, Lane.BULK, TelemetryKind.SMOKE, reading));
        }
        Map<String, Object> clear = SmokeCurve.clear(chance);
        act.after((rise + 6) * STEP_SECONDS, () -> act.send(device, Lane.BULK, TelemetryKind.SMOKE, clear));
    }

    private static Map<String, Object> alarm(Map<String, Object> reading, boolean alarm) {
        reading.put("alarm", alarm);
        return reading;
    }

    /** A fire on the ground, a drone above it. */
    void fireFromAbove(CameraPost drone, Set<String> cameras, RandomGenerator chance) {
        Point place = beside(drone.target(), 25, chance);
        burn(Scene.FIRE_FROM_ABOVE, drone, cameras, new Heat(place, FIRE_CELSIUS, 5), 55);
    }

    /** A fire at a house whose detector sounds some seconds later. */
    void fireAndSmoke(CameraPost drone, Set<String> cameras, Home home, RandomGenerator chance) {
        Transmitter sensor = act.device(String.valueOf(home.sensor()));
        Set<String> others = new java.util.HashSet<>(cameras);
        others.add(sensor.id());
        burn(Scene.FIRE_AND_SMOKE, drone, others, new Heat(beside(home.at(), 8, chance), FIRE_CELSIUS, 5), 60);
        smoke(sensor, 15, LITTLE_WARMING, 4, chance);
        Map<String, Object> sounding = alarm(SmokeCurve.rising(15, 1, LITTLE_WARMING, chance), true);
        Map<String, Object> silent = alarm(SmokeCurve.clear(chance), false);
        act.after(14, () -> act.send(sensor, Lane.EMERGENCY, TelemetryKind.SMOKE, sounding));
        act.after(64, () -> act.send(sensor, Lane.EMERGENCY, TelemetryKind.SMOKE, silent));
    }

    /** A heap that smoulders in the tower's view. */
    void smouldering(CameraPost tower, Set<String> cameras, RandomGenerator chance) {
        burn(Scene.SMOULDERING, tower, cameras, new Heat(beside(tower.target(), 15, chance), SMOULDER_CELSIUS, 6), 65);
    }

    /** A roof in the sun. */
    void hotRoof(CameraPost drone, RandomGenerator chance) {
        burn(Scene.HOT_ROOF, drone, Set.of(), new Heat(beside(drone.target(), 25, chance), ROOF_CELSIUS, 9), 50);
    }

    private void burn(Scene scene, CameraPost camera, Set<String> others, Heat heat, int seconds) {
        act.note(scene, camera.id(), others);
        act.world().sky().warm(heat);
        act.world().sky().call(camera.id(), heat.at());
        act.after(seconds, () -> {
            act.world().sky().cool(heat);
            act.world().sky().dismiss(camera.id());
        });
    }

    private static Point beside(Point place, double meters, RandomGenerator chance) {
        return new Point(
                place.x() + chance.nextDouble(-meters, meters), place.y() + chance.nextDouble(-meters, meters));
    }

    /** All that may see a place. */
    static Set<String> camerasNear(List<CameraPost> cameras, Point place) {
        Set<String> near = new java.util.HashSet<>();
        for (CameraPost post : cameras) {
            if (post.target().metersTo(place) < 700) {
                near.add(post.id());
            }
        }
        return near;
    }
}
