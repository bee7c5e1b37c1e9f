package io.citywatch.simulators.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.device.Transmitter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all scenes are made of: something happens, a device says something, later something else does. */
final class Act {
    private static final Logger LOG = LoggerFactory.getLogger(Act.class);

    private final World world;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final List<Happening> happened;

    /** @param happened takes the truth; thread-safe */
    Act(World world, ScheduledExecutorService timer, Clock clock, List<Happening> happened) {
        this.world = world;
        this.timer = timer;
        this.clock = clock;
        this.happened = happened;
    }

    World world() {
        return world;
    }

    Transmitter device(String id) {
        return world.device(id);
    }

    /** The truth, just before its first message. */
    void note(Scene scene, String device, Set<String> others) {
        happened.add(new Happening(scene, device, others, clock.instant(), System.nanoTime()));
    }

    void note(Scene scene, String device) {
        note(scene, device, Set.of());
    }

    void send(Transmitter device, Lane lane, TelemetryKind kind, Map<String, ?> fields) {
        var unused = device.send(kind, lane, fields).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} could not send its {}", device.id(), kind, failure);
            }
        });
    }

    void call(Transmitter device, String event, String source) {
        send(device, Lane.EMERGENCY, TelemetryKind.CALL, Map.of("event", event, "source", source));
    }

    void after(double seconds, Runnable act) {
        try {
            var unused = timer.schedule(
                    () -> {
                        try {
                            act.run();
                        } catch (RuntimeException e) {
                            LOG.warn("a scene was not played to its end", e);
                        }
                    },
                    Math.round(seconds * 1000),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the city is closed", e);
        }
    }
}
