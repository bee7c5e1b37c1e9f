package io.citywatch.simulators.script;

import io.citywatch.simulators.device.Routine.Condition;
import io.citywatch.simulators.device.Transmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Scenes in which devices fail, run low, or lose their power together. */
final class DeviceScenes {
    private static final double CUT_WITHIN_SECONDS = 8;
    private static final double BACK_WITHIN_SECONDS = 10;
    private static final int CUT_SECONDS = 150;

    private final Act act;

    DeviceScenes(Act act) {
        this.act = act;
    }

    /** Silent for so long, then back; it was heard just before. */
    void silence(Scene scene, String id, boolean terminal, int heartbeatSeconds, int seconds) {
        Transmitter device = act.device(id);
        Duration heartbeat = Duration.ofSeconds(heartbeatSeconds);
        act.note(scene, id);
        act.world().routine().tell(device, terminal, heartbeat);
        act.after(1, device::switchOff);
        act.after(seconds, () -> {
            device.switchOn();
            act.after(3, () -> act.world().routine().tell(device, terminal, heartbeat));
        });
    }

    /** Its battery is low until somebody has changed it. */
    void lowBattery(Scene scene, String id, int heartbeatSeconds) {
        Transmitter device = act.device(id);
        Duration heartbeat = Duration.ofSeconds(heartbeatSeconds);
        act.note(scene, id);
        act.world().routine().set(id, new Condition(9, true, 90, List.of("low-battery")));
        act.world().routine().tell(device, false, heartbeat);
        act.after(80, () -> {
            act.world().routine().set(id, Condition.GOOD);
            act.world().routine().tell(device, false, heartbeat);
        });
    }

    void powerCut(PowerCut cut, int heartbeatSeconds, RandomGenerator chance) {
        Set<String> all = new HashSet<>(cut.terminals());
        all.addAll(cut.readers());
        act.note(Scene.POWER_CUT, cut.terminals().get(0), all);
        for (String id : cut.terminals()) {
            act.after(chance.nextDouble(CUT_WITHIN_SECONDS), () -> {
                act.world().routine().set(id, new Condition(90, false, 90, List.of()));
                act.call(act.device(id), "mains-lost", "base");
            });
            act.after(CUT_SECONDS + chance.nextDouble(BACK_WITHIN_SECONDS), () -> {
                act.world().routine().set(id, Condition.GOOD);
                act.call(act.device(id), "mains-restored", "base");
            });
        }
        for (String id : cut.readers()) {
            Transmitter reader = act.device(id);
            act.after(chance.nextDouble(2), reader::switchOff);
            act.after(CUT_SECONDS + chance.nextDouble(BACK_WITHIN_SECONDS), () -> {
                reader.switchOn();
                act.after(4, () -> act.world().routine().tell(reader, false, Duration.ofSeconds(heartbeatSeconds)));
            });
        }
    }
}
