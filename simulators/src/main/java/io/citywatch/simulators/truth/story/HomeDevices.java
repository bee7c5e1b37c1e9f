package io.citywatch.simulators.truth.story;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.truth.script.Conditions;
import io.citywatch.simulators.truth.script.Faults;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;
import java.util.Set;

/** Bases, pendants and sensors that lose power, run low or fall silent; and those that nearly do. */
final class HomeDevices implements Stories.Story {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NOTE_AFTER = 10 * MINUTE;
    private static final int TERMINAL_SECONDS = 300;
    private static final int SENSOR_SECONDS = 600;

    @Override
    public void write(Stories.Day day) {
        for (int i = 0; i < 4; i++) {
            mains(day, true);
            mains(day, false);
            pendant(day);
            forgotten(day);
            base(day, true);
            base(day, false);
            sensorBattery(day, true);
            sensorBattery(day, false);
            sensor(day, true);
            sensor(day, false);
        }
        pendant(day);
        forgotten(day);
        streetBattery(day, true);
        streetBattery(day, false);
    }

    private static void mains(Stories.Day day, boolean isLong) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long at = day.between(0, 22);
        long lasts = isLong ? day.seconds(15 * 60, 90 * 60) : day.seconds(60, 9 * 60);
        script.conditions().set(terminal, at, at + lasts, new Conditions.Condition(80, false, 90, List.of()));
        long received = script.call(terminal, at, "mains-lost", "base");
        script.call(terminal, at + lasts, "mains-restored", "base");
        Set<String> names = Stories.Day.person(home);
        if (isLong) {
            long known = received + NOTE_AFTER;
            script.label(Label.truth("E5", "no mains", names, known, known, at + lasts + MINUTE));
        } else {
            script.label(Label.nearMiss("E5", "no mains for minutes", names, at, at + HOUR));
        }
    }

    /** Its battery is low, or its base does not hear it. */
    private static void pendant(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        Script script = day.script();
        long at = day.between(0, 22);
        boolean isLow = day.random().nextBoolean();
        long received = script.call(terminal, at, isLow ? "pendant-low-battery" : "pendant-lost", "base");
        if (isLow) {
            script.conditions().set(terminal, at - 1_000, at + HOUR, new Conditions.Condition(95, true, 9, List.of()));
        } else {
            // The charger brings it back, and the base a new level with it.
            script.conditions()
                    .set(terminal, at + HOUR, at + 2 * HOUR, new Conditions.Condition(95, true, 91, List.of()));
        }
        script.label(Label.truth(
                "E6",
                isLow ? "pendant low" : "pendant lost",
                Stories.Day.person(home),
                Math.min(received, at - 1_000),
                received,
                received + MINUTE));
    }

    /** Left on the bedside table all day, its battery at a quarter. */
    private static void forgotten(Stories.Day day) {
        Home home = day.cast().elder(day.random());
        String terminal = String.valueOf(home.terminal());
        long at = day.between(6, 10);
        day.script().conditions().set(terminal, at, at + 10 * HOUR, new Conditions.Condition(95, true, 24, List.of()));
        day.script().label(Label.nearMiss("E6", "forgotten at home", Stories.Day.person(home), at, at + 11 * HOUR));
    }

    private static void base(Stories.Day day, boolean isLong) {
        Home home = day.cast().elder(day.random());
        silence(day, "E7", String.valueOf(home.terminal()), Stories.Day.person(home), TERMINAL_SECONDS, isLong);
    }

    private static void sensor(Stories.Day day, boolean isLong) {
        Home home = day.cast().lonelyDetector(day.random());
        String sensor = String.valueOf(home.sensor());
        silence(day, "D1", sensor, Set.of(sensor), SENSOR_SECONDS, isLong);
    }

    private static void silence(
            Stories.Day day, String rule, String device, Set<String> names, int interval, boolean isLong) {
        Script script = day.script();
        long patience = 3_000L * interval;
        long from = day.between(0.5, 20);
        // Its next message comes within an interval after the end: a near miss must end that much sooner.
        long until = from + (isLong ? patience + day.seconds(900, 3_600) : day.seconds(interval * 0.3, interval * 0.8));
        Faults.Silence silence = script.faults().silence(device, from, until);
        if (isLong) {
            script.label(() -> Label.truth(
                    rule,
                    "silent",
                    names,
                    silence.lastHeard() + patience,
                    silence.lastHeard() + patience,
                    until + patience));
        } else {
            script.label(Label.nearMiss(rule, "late", names, from, until + patience));
        }
    }

    private static void sensorBattery(Stories.Day day, boolean isLow) {
        Home home = day.cast().lonelyDetector(day.random());
        String sensor = String.valueOf(home.sensor());
        battery(day, "S7", sensor, SENSOR_SECONDS, isLow);
    }

    private static void streetBattery(Stories.Day day, boolean isLow) {
        List<Device> sensors = day.city().devices().stream()
                .filter(device -> device.kind() == DeviceKind.ENVIRONMENT_SENSOR)
                .toList();
        String sensor = day.cast().any(day.random(), sensors, Device::id).id();
        battery(day, "D2", sensor, TERMINAL_SECONDS, isLow);
    }

    /** Its battery falls until somebody changes it: below a fifth, or not quite. */
    private static void battery(Stories.Day day, String rule, String device, int interval, boolean isLow) {
        Script script = day.script();
        long at = day.between(1, 18);
        long changed = at + day.seconds(2 * 3_600, 4 * 3_600);
        List<String> faults = isLow && day.random().nextBoolean() ? List.of("low-battery") : List.of();
        script.conditions().set(device, at, changed, new Conditions.Condition(isLow ? 12 : 23, true, 90, faults));
        if (isLow) {
            // It says so with its next message.
            script.label(
                    Label.truth(rule, "low battery", Set.of(device), at, at + interval * 1_000L + 31_000, changed));
        } else {
            script.label(Label.nearMiss(rule, "nearly low", Set.of(device), at, changed + HOUR));
        }
    }
}
