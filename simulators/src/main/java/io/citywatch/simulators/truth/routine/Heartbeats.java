package io.citywatch.simulators.truth.routine;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.truth.script.Calendar;
import io.citywatch.simulators.truth.script.Conditions;
import io.citywatch.simulators.truth.script.Message;
import io.citywatch.simulators.truth.script.Script;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What devices say of themselves, at the intervals of the contract's full city, and what sensors measure in clean air.
 * In days that only teach, readers alone are heard of, once an hour; the others connect as the first scored day begins.
 */
public final class Heartbeats {
    /** Under which name the script knows that there is a storm. */
    public static final String FAIR_WEATHER = "fair weather";

    private static final long TEACHING = 3_600_000;

    private final Script script;
    private final City city;
    private final List<Device> devices;

    /** @param devices with their intervals */
    public Heartbeats(Script script, List<Device> devices) {
        this.script = script;
        this.city = script.city();
        this.devices = devices;
    }

    public void of(int day, Consumer<Message> out) {
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            RandomGenerator random = Seeds.of(city.seed(), "heartbeat " + i, day);
            Integer seconds = device.intervalSeconds();
            if (seconds == null) {
                continue;
            }
            switch (device.kind()) {
                case TAG_READER -> beat(device, day, seconds, random, out);
                case CALL_TERMINAL, THERMAL_CAMERA -> {
                    if (!script.calendar().isWarmUp(day)) {
                        beat(device, day, seconds, random, out);
                    }
                }
                case SMOKE_SENSOR, ENVIRONMENT_SENSOR -> {
                    if (!script.calendar().isWarmUp(day)) {
                        beat(device, day, seconds, random, out);
                        measure(device, day, seconds, random, out);
                    }
                }
            }
        }
    }

    private void beat(Device device, int day, int seconds, RandomGenerator random, Consumer<Message> out) {
        Calendar calendar = script.calendar();
        // A day before anybody looks, at their own pace: nobody shall be missed as the first scored day begins.
        long interval = day < -1 ? TEACHING : seconds * 1_000L;
        long phase = Seeds.of(city.seed(), device.id()).nextLong(interval);
        for (long at = calendar.midnight(day) + phase; at < calendar.midnight(day + 1); at += interval) {
            send(device.id(), TelemetryKind.STATE, at, state(device, at, interval / 1_000), random, out);
        }
    }

    private String state(Device device, long at, long seconds) {
        Conditions.Condition condition = script.conditions().of(device.id(), at);
        String state = "\"online\":true,\"intervalSeconds\":" + seconds + ",\"battery\":" + condition.battery()
                + ",\"faults\":" + faults(condition);
        return switch (device.kind()) {
            case CALL_TERMINAL ->
                state + ",\"mains\":" + condition.mains() + ",\"pendantBattery\":" + condition.pendantBattery();
            case TAG_READER, SMOKE_SENSOR, THERMAL_CAMERA, ENVIRONMENT_SENSOR -> state;
        };
    }

    private static String faults(Conditions.Condition condition) {
        return condition.faults().isEmpty() ? "[]" : "[\"" + String.join("\",\"", condition.faults()) + "\"]";
    }

    private void measure(Device device, int day, int seconds, RandomGenerator random, Consumer<Message> out) {
        Calendar calendar = script.calendar();
        long interval = seconds * 1_000L;
        boolean isSmoke = device.kind() == io.citywatch.model.telemetry.DeviceKind.SMOKE_SENSOR;
        long phase = Seeds.of(city.seed(), device.id() + " measures").nextLong(interval);
        for (long at = calendar.midnight(day) + phase; at < calendar.midnight(day + 1); at += interval) {
            if (!script.isAway(device.id(), at, at + 1)) {
                send(
                        device.id(),
                        isSmoke ? TelemetryKind.SMOKE : TelemetryKind.ENVIRONMENT,
                        at,
                        isSmoke
                                ? air(device.id(), at, random)
                                : weather(script.isAway(FAIR_WEATHER, at, at + 1), random),
                        random,
                        out);
            }
        }
    }

    private String air(String device, long at, RandomGenerator random) {
        Conditions.Condition condition = script.conditions().of(device, at);
        double warmth = 25 + 3 * Math.sin((at % Calendar.DAY) * 2 * Math.PI / Calendar.DAY);
        return String.format(
                Locale.ROOT,
                "\"obscuration\":%.2f,\"temperature\":%.1f,\"battery\":%d,\"faults\":%s",
                Math.max(0, 0.2 + random.nextGaussian() * 0.1),
                warmth + random.nextGaussian() * 0.1,
                condition.battery(),
                faults(condition));
    }

    private static String weather(boolean isStorm, RandomGenerator random) {
        double wind = isStorm ? random.nextDouble(18, 27) : random.nextDouble(2, 5);
        return String.format(
                Locale.ROOT,
                "\"readings\":{\"roadWater\":%d,\"rain\":%d,\"windSpeed\":%.1f,\"windGust\":%.1f}",
                isStorm ? 4 + random.nextInt(20) : 0,
                isStorm ? 3 + random.nextInt(6) : 0,
                wind,
                wind * 1.4);
    }

    private void send(
            String device, TelemetryKind kind, long at, String fields, RandomGenerator random, Consumer<Message> out) {
        script.ether().send(device, kind, Lane.BULK, at, fields, random).ifPresent(out);
    }
}
