package io.citywatch.simulators.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.device.Routine.Condition;
import io.citywatch.simulators.device.Transmitter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Scenes at elders' bases and pendants. */
final class ElderScenes {
    private static final String[] SERVICES = {"01.01", "02.03", "04.02", "05.01", "08.02"};
    /** A radio that garbles: an object that never ends. */
    private static final String GARBLED = "{\"ts\": 17, \"event\": \"so";

    private final Act act;

    ElderScenes(Act act) {
        this.act = act;
    }

    void call(Scene scene, String terminal, String event, String source) {
        Transmitter device = act.device(terminal);
        act.note(scene, terminal);
        act.call(device, event, source);
    }

    void press(String terminal, RandomGenerator chance) {
        call(Scene.PRESS, terminal, "sos", chance.nextBoolean() ? "pendant" : "base");
    }

    void cancelledFall(String terminal) {
        Transmitter device = act.device(terminal);
        call(Scene.CANCELLED_FALL, terminal, "fall", "pendant");
        act.after(7, () -> act.call(device, "cancel", "pendant"));
    }

    void serviceOrder(String terminal, RandomGenerator chance) {
        Transmitter device = act.device(terminal);
        act.note(Scene.SERVICE_ORDER, terminal);
        act.send(
                device,
                Lane.EMERGENCY,
                TelemetryKind.CALL,
                Map.of("event", "service", "source", "base", "service", SERVICES[chance.nextInt(SERVICES.length)]));
    }

    void pendantLowBattery(String terminal) {
        act.world().routine().set(terminal, new Condition(95, true, 8, List.of()));
        call(Scene.PENDANT_LOW_BATTERY, terminal, "pendant-low-battery", "pendant");
        act.after(50, () -> act.world().routine().set(terminal, Condition.GOOD));
    }

    void unreadable(String terminal) {
        Transmitter device = act.device(terminal);
        act.note(Scene.UNREADABLE_ALARM, terminal);
        var unused = device.sendRaw(TelemetryKind.CALL, Lane.EMERGENCY, GARBLED.getBytes(StandardCharsets.UTF_8));
    }

    /** One base runs on its battery until the mains are back. */
    void mainsLost(String terminal, int seconds) {
        act.world().routine().set(terminal, new Condition(80, false, 90, List.of()));
        call(Scene.MAINS_LOST, terminal, "mains-lost", "base");
        act.after(seconds, () -> {
            act.world().routine().set(terminal, Condition.GOOD);
            act.call(act.device(terminal), "mains-restored", "base");
        });
    }
}
