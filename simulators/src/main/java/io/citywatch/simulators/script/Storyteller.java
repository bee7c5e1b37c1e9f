package io.citywatch.simulators.script;

import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.Home;
import io.citywatch.simulators.device.SmokeCurve;
import io.citywatch.simulators.device.Transmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one story a minute on the real clock, each scene in another home, until told to stop. Homes are taken in a
 * seeded order, and each scene draws its chance in one go, so the same seed tells the same stories.
 */
public final class Storyteller {
    private static final Logger LOG = LoggerFactory.getLogger(Storyteller.class);
    private static final int STORY_SECONDS = 60;
    private static final int SMOKE_STEP_SECONDS = 2;

    private final List<Home> stage;
    private final Function<String, ? extends Transmitter> devices;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<Happening> happened = new CopyOnWriteArrayList<>();
    private int next;
    private boolean over;
    private Instant lastStory = Instant.EPOCH;

    /**
     * @param homes of the city; those where responders live around are played in
     * @param devices finds a connected device by its id
     */
    public Storyteller(
            List<Home> homes,
            Function<String, ? extends Transmitter> devices,
            ScheduledExecutorService timer,
            Clock clock,
            RandomGenerator random) {
        this.stage = shuffled(homes, random);
        this.devices = devices;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
    }

    private static List<Home> shuffled(List<Home> homes, RandomGenerator random) {
        List<Home> scripted = new ArrayList<>(homes.stream()
                .filter(Home::isScripted)
                .filter(home -> home.terminal() != null && home.sensor() != null)
                .toList());
        for (int i = scripted.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Home home = scripted.get(i);
            scripted.set(i, scripted.get(other));
            scripted.set(other, home);
        }
        if (scripted.size() < Scene.values().length) {
            throw new IllegalArgumentException("homes: " + scripted.size() + " with responders, terminal and sensor"
                    + " (expected: at least " + Scene.values().length + ", another for each scene)");
        }
        return List.copyOf(scripted);
    }

    /** The devices that the first story needs, so that they can be connected first. */
    public List<String> firstDevices() {
        List<String> ids = new ArrayList<>();
        int place = 0;
        for (Scene scene : Scene.values()) {
            ids.add(deviceOf(scene, stage.get(place++ % stage.size())));
        }
        return ids;
    }

    /** Begins with the first story at once. */
    public void start() {
        var unused = timer.scheduleAtFixedRate(this::tell, 0, STORY_SECONDS, TimeUnit.SECONDS);
    }

    /** No new story begins; the one under way is played to its end. */
    public synchronized void stop() {
        over = true;
    }

    /** Whether everything that began has been played, the windows of its rules included. */
    public synchronized boolean isQuiet() {
        return over && Duration.between(lastStory, clock.instant()).toSeconds() >= STORY_SECONDS - 5;
    }

    /** The truth so far. */
    public List<Happening> happened() {
        return List.copyOf(happened);
    }

    private synchronized void tell() {
        if (over) {
            return;
        }
        lastStory = clock.instant();
        for (Scene scene : Scene.values()) {
            Home home = stage.get(next % stage.size());
            next++;
            RandomGenerator chance = new SplittableRandom(random.nextLong());
            after(scene.secondsIntoStory(), () -> play(scene, deviceOf(scene, home), chance));
        }
    }

    private static String deviceOf(Scene scene, Home home) {
        String device = scene.isFire() ? home.sensor() : home.terminal();
        if (device == null) {
            throw new IllegalStateException(home.id() + " has no device for " + scene);
        }
        return device;
    }

    private void play(Scene scene, String id, RandomGenerator chance) {
        Transmitter device = devices.apply(id);
        switch (scene) {
            case PRESS -> call(scene, device, "sos", chance.nextBoolean() ? "pendant" : "base");
            case FALL -> call(scene, device, "fall", "pendant");
            case CANCELLED_FALL -> {
                call(scene, device, "fall", "pendant");
                after(7, () -> send(device, Lane.EMERGENCY, TelemetryKind.CALL, event("cancel", "pendant")));
            }
            case DETECTOR_ALARM -> {
                smoke(device, 14, 22, 4, chance);
                Map<String, Object> sounding = alarm(SmokeCurve.rising(14, 1, 22, chance), true);
                Map<String, Object> silent = alarm(SmokeCurve.clear(chance), false);
                after(10, () -> {
                    note(scene, device);
                    send(device, Lane.EMERGENCY, TelemetryKind.SMOKE, sounding);
                });
                after(42, () -> send(device, Lane.EMERGENCY, TelemetryKind.SMOKE, silent));
            }
            case KITCHEN_SMOKE -> {
                note(scene, device);
                smoke(device, 4.2, 5, 8, chance);
            }
        }
    }

    /** Rises for so many steps to its peak, then clears. */
    private void smoke(Transmitter device, double peak, double warming, int rise, RandomGenerator chance) {
        for (int i = 1; i <= rise; i++) {
            Map<String, Object> reading = SmokeCurve.rising(peak, (double) i / rise, warming, chance);
            after(i * SMOKE_STEP_SECONDS, () -> send(device, Lane.BULK, TelemetryKind.SMOKE, reading));
        }
        Map<String, Object> clear = SmokeCurve.clear(chance);
        after((rise + 6) * SMOKE_STEP_SECONDS, () -> send(device, Lane.BULK, TelemetryKind.SMOKE, clear));
    }

    private static Map<String, Object> alarm(Map<String, Object> reading, boolean alarm) {
        reading.put("alarm", alarm);
        return reading;
    }

    private void call(Scene scene, Transmitter device, String event, String source) {
        note(scene, device);
        send(device, Lane.EMERGENCY, TelemetryKind.CALL, event(event, source));
    }

    private static Map<String, Object> event(String event, String source) {
        return Map.of("event", event, "source", source);
    }

    private void note(Scene scene, Transmitter device) {
        happened.add(new Happening(scene, device.id(), clock.instant(), System.nanoTime()));
    }

    private static void send(Transmitter device, Lane lane, TelemetryKind kind, Map<String, Object> fields) {
        var unused = device.send(kind, lane, fields).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} could not send its {}", device.id(), kind, failure);
            }
        });
    }

    private void after(int seconds, Runnable act) {
        var unused = timer.schedule(
                () -> {
                    try {
                        act.run();
                    } catch (RuntimeException e) {
                        LOG.warn("a scene was not played", e);
                    }
                },
                seconds,
                TimeUnit.SECONDS);
    }
}
