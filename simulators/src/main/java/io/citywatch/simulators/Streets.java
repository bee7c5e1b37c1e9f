package io.citywatch.simulators;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.Seeds;
import io.citywatch.simulators.device.CommandAnswers;
import io.citywatch.simulators.device.FieldDevice;
import io.citywatch.simulators.device.Routine;
import io.citywatch.simulators.device.Transmitter;
import io.citywatch.simulators.script.World;
import io.citywatch.simulators.thermal.Sky;
import io.citywatch.simulators.traffic.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The city as it lives: its connected devices with their habits, the traffic and the sky. Thread-safe. */
final class Streets implements World {
    private static final Logger LOG = LoggerFactory.getLogger(Streets.class);

    private final City city;
    private final Map<String, FieldDevice> devices = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Routine routine;
    private final Traffic traffic;
    private final Sky sky;
    private final Police police;

    Streets(City city, ScheduledExecutorService timer, Clock clock, Police police) {
        this.city = city;
        this.timer = timer;
        this.clock = clock;
        this.routine = new Routine(timer);
        this.traffic = new Traffic(city, this::see, clock);
        this.sky = new Sky(city);
        this.police = police;
    }

    private void see(String reader, List<Map<String, Object>> sightings) {
        FieldDevice device = devices.get(reader);
        if (device == null) {
            return;
        }
        var unused = device.send(TelemetryKind.TAG_SIGHTINGS, Lane.BULK, Map.of("sightings", sightings))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("{} could not send what it saw", reader, failure);
                    }
                });
    }

    boolean has(String id) {
        return devices.containsKey(id);
    }

    int connected() {
        return devices.size();
    }

    /** A device is connected: its habits begin, and it obeys. */
    void moveIn(Device registered, FieldDevice device) {
        devices.put(registered.id(), device);
        Duration heartbeat = Duration.ofSeconds(city.size().heartbeatSeconds(registered.kind()));
        RandomGenerator random =
                Seeds.of(city.seed(), "routine", registered.id().hashCode());
        switch (registered.kind()) {
            case CALL_TERMINAL -> routine.ofTerminal(device, heartbeat, random);
            case SMOKE_SENSOR -> routine.ofSensor(device, heartbeat, random);
            case TAG_READER, THERMAL_CAMERA -> routine.ofWatcher(device, heartbeat, random);
            case ENVIRONMENT_SENSOR -> routine.ofSurroundings(device, heartbeat, random);
        }
        CameraPost post = registered.kind() == DeviceKind.THERMAL_CAMERA
                ? city.cameras().stream()
                        .filter(one -> one.id().equals(registered.id()))
                        .findFirst()
                        .orElse(null)
                : null;
        device.obey(new CommandAnswers(
                registered.kind(),
                post != null && post.drone(),
                () -> post == null ? registered.position() : sky.position(post),
                device::reboot,
                clock));
        if (post != null) {
            sky.open(post, device, timer);
        }
    }

    /** Motorcycles ride from now on. */
    void openTraffic() {
        traffic.start(timer);
    }

    @Override
    public Transmitter device(String id) {
        FieldDevice device = devices.get(id);
        if (device == null) {
            throw new IllegalStateException(id + " is not connected yet");
        }
        return device;
    }

    @Override
    public Routine routine() {
        return routine;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public Sky sky() {
        return sky;
    }

    @Override
    public Police police() {
        return police;
    }
}
