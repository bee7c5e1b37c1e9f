package io.citywatch.simulators.script;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Home;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the script on the real clock: one story a minute from the start, and once everybody is there a round of all
 * other scenes each ten minutes, until told to stop. Each scene takes another place and draws its chance in one go, so
 * the same seed tells the same stories. With a planned end only what can finish by then is played.
 */
public final class Storyteller {
    private static final Logger LOG = LoggerFactory.getLogger(Storyteller.class);
    private static final int SILENT_INTERVALS = 4;
    private static final int LATE_SECONDS_SHORT_OF_THREE_INTERVALS = 15;
    private static final int MAINS_LOST_SECONDS = 650;

    private final City city;
    private final Stage stage;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final RandomGenerator random;
    private final @Nullable Duration planned;
    private final List<Happening> happened = new CopyOnWriteArrayList<>();
    private final Act act;
    private final ElderScenes elders;
    private final FireScenes fires;
    private final VehicleScenes vehicles;
    private final DeviceScenes devices;
    private final List<Home> firstHomes = new ArrayList<>();
    private final Set<Scene> begun = EnumSet.noneOf(Scene.class);
    private Instant started = Instant.EPOCH;
    private Instant busyUntil = Instant.EPOCH;
    private boolean over;
    private int drones;

    /** @param planned how long the script may last; null for as long as it is let */
    public Storyteller(
            City city,
            World world,
            ScheduledExecutorService timer,
            Clock clock,
            RandomGenerator random,
            @Nullable Duration planned) {
        this.city = city;
        this.stage = new Stage(city, random);
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.planned = planned;
        this.act = new Act(world, timer, clock, happened);
        this.elders = new ElderScenes(act);
        this.fires = new FireScenes(act);
        this.vehicles = new VehicleScenes(city, act);
        this.devices = new DeviceScenes(act);
        for (Cue cue : Cue.STORY) {
            firstHomes.add(homeFor(cue.scene()));
        }
    }

    private Home homeFor(Scene scene) {
        boolean fire = scene == Scene.DETECTOR_ALARM || scene == Scene.KITCHEN_SMOKE;
        return fire ? stage.lonelyHome() : stage.home();
    }

    /** The devices that the first story needs, so that they can be connected first. */
    public List<String> firstDevices() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < firstHomes.size(); i++) {
            Scene scene = Cue.STORY.get(i).scene();
            boolean fire = scene == Scene.DETECTOR_ALARM || scene == Scene.KITCHEN_SMOKE;
            ids.add(String.valueOf(
                    fire ? firstHomes.get(i).sensor() : firstHomes.get(i).terminal()));
        }
        return ids;
    }

    /** Begins with the first story at once. */
    public void start() {
        synchronized (this) {
            started = clock.instant();
        }
        var unused = timer.scheduleAtFixedRate(() -> tell(Cue.STORY), 0, Cue.STORY_SECONDS, TimeUnit.SECONDS);
    }

    /** Everybody is connected: the other scenes begin. */
    public void everybodyIsThere() {
        var unused = timer.scheduleAtFixedRate(() -> tell(Cue.ROUND), 0, Cue.ROUND_SECONDS, TimeUnit.SECONDS);
    }

    /** No new scene begins; those under way are played to their end. */
    public synchronized void stop() {
        over = true;
    }

    /** Whether everything that began has been played, the windows of its rules included. */
    public synchronized boolean isQuiet() {
        return over && !clock.instant().isBefore(busyUntil);
    }

    /** The truth so far. */
    public List<Happening> happened() {
        return List.copyOf(happened);
    }

    private synchronized void tell(List<Cue> cues) {
        if (over) {
            return;
        }
        long left = planned == null
                ? Long.MAX_VALUE
                : planned.minus(Duration.between(started, clock.instant())).toSeconds();
        for (Cue cue : Cue.inTime(cues, left)) {
            act.after(cue.second(), () -> begin(cue.scene()));
        }
    }

    /** Each scene's place and chance are drawn when it begins, one after the other. */
    private void begin(Scene scene) {
        RandomGenerator chance;
        synchronized (this) {
            if (over) {
                return;
            }
            Instant end = clock.instant().plusSeconds(scene.seconds());
            busyUntil = end.isAfter(busyUntil) ? end : busyUntil;
            chance = new SplittableRandom(random.nextLong());
            play(scene, chance);
        }
        LOG.debug("{} is played", scene);
    }

    private void play(Scene scene, RandomGenerator chance) {
        switch (scene) {
            case PRESS -> elders.press(terminal(scene), chance);
            case FALL -> elders.call(scene, terminal(scene), "fall", "pendant");
            case CANCELLED_FALL -> elders.cancelledFall(terminal(scene));
            case SERVICE_ORDER -> elders.serviceOrder(terminal(scene), chance);
            case PENDANT_LOW_BATTERY -> elders.pendantLowBattery(terminal(scene));
            case PENDANT_LOST -> elders.call(scene, terminal(scene), "pendant-lost", "base");
            case UNREADABLE_ALARM -> elders.unreadable(terminal(scene));
            case MAINS_LOST ->
                elders.mainsLost(String.valueOf(stage.silentHome().terminal()), MAINS_LOST_SECONDS);
            case DETECTOR_ALARM -> fires.detectorAlarm(sensor(scene), chance);
            case KITCHEN_SMOKE -> fires.kitchenSmoke(sensor(scene), chance);
            case HEAT_ALARM -> fires.heatAlarm(String.valueOf(stage.lonelyHome().sensor()), chance);
            case SECOND_DETECTOR ->
                stage.neighbours().ifPresent(homes -> fires.secondDetector(homes.get(0), homes.get(1), chance));
            case FIRE_FROM_ABOVE, FIRE_AND_SMOKE, HOT_ROOF, SMOULDERING -> playFromAbove(scene, chance);
            case THEFT, GUARDED_MOVED, GUARDED_PARKED, CLONED_TAG -> playVehicle(scene);
            case LOW_SENSOR_BATTERY ->
                devices.lowBattery(
                        scene, String.valueOf(stage.lonelyHome().sensor()), heartbeat(DeviceKind.SMOKE_SENSOR));
            case LOW_BATTERY ->
                stage.surroundingsSensor()
                        .ifPresent(id -> devices.lowBattery(scene, id, heartbeat(DeviceKind.ENVIRONMENT_SENSOR)));
            case READER_FAILURE ->
                stage.silentReader().ifPresent(site -> silence(scene, site.id(), DeviceKind.TAG_READER));
            case SENSOR_OFFLINE, LATE_SENSOR ->
                silence(scene, String.valueOf(stage.silentHome().sensor()), DeviceKind.SMOKE_SENSOR);
            case BASE_OFFLINE ->
                silence(scene, String.valueOf(stage.silentHome().terminal()), DeviceKind.CALL_TERMINAL);
            case POWER_CUT -> devices.powerCut(stage.powerCut(), heartbeat(DeviceKind.TAG_READER), chance);
        }
    }

    private void playFromAbove(Scene scene, RandomGenerator chance) {
        stage.camera(scene != Scene.SMOULDERING, scene == Scene.SMOULDERING ? 0 : drones++)
                .ifPresent(post -> {
                    var near = FireScenes.camerasNear(city.cameras(), post.target());
                    switch (scene) {
                        case FIRE_FROM_ABOVE -> fires.fireFromAbove(post, near, chance);
                        case FIRE_AND_SMOKE ->
                            stage.homeNear(post.target(), 160)
                                    .ifPresent(home -> fires.fireAndSmoke(post, near, home, chance));
                        case SMOULDERING -> fires.smouldering(post, near, chance);
                        default -> fires.hotRoof(post, chance);
                    }
                });
    }

    private void playVehicle(Scene scene) {
        switch (scene) {
            case THEFT -> vehicles.getaway(stage).ifPresent(vehicles::theft);
            case GUARDED_MOVED -> vehicles.guardedGetaway(stage).ifPresent(vehicles::guardedMoved);
            case GUARDED_PARKED -> stage.guardedBike(bike -> true).ifPresent(vehicles::guardedParked);
            default ->
                stage.parkedBike()
                        .ifPresent(bike -> stage.farReaders().ifPresent(readers -> vehicles.clonedTag(bike, readers)));
        }
    }

    /** Silent for longer than three intervals, or, if it is only late, for a little less. */
    private void silence(Scene scene, String id, DeviceKind kind) {
        int heartbeat = heartbeat(kind);
        int seconds = scene == Scene.LATE_SENSOR
                ? 3 * heartbeat - LATE_SECONDS_SHORT_OF_THREE_INTERVALS
                : SILENT_INTERVALS * heartbeat + heartbeat / 2;
        devices.silence(scene, id, kind == DeviceKind.CALL_TERMINAL, heartbeat, seconds);
    }

    private int heartbeat(DeviceKind kind) {
        return city.size().heartbeatSeconds(kind);
    }

    private String terminal(Scene scene) {
        return String.valueOf(next(scene).terminal());
    }

    private String sensor(Scene scene) {
        return String.valueOf(next(scene).sensor());
    }

    /** The home that was chosen for the first story, or another. */
    private Home next(Scene scene) {
        if (begun.add(scene)) {
            for (int i = 0; i < firstHomes.size(); i++) {
                if (Cue.STORY.get(i).scene() == scene) {
                    return firstHomes.get(i);
                }
            }
        }
        return homeFor(scene);
    }
}
