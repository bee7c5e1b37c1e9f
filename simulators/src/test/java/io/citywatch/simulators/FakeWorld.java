package io.citywatch.simulators;

import io.citywatch.model.Position;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.device.RecordedDevice;
import io.citywatch.simulators.device.RecordedDevice.Sent;
import io.citywatch.simulators.device.Routine;
import io.citywatch.simulators.device.Transmitter;
import io.citywatch.simulators.script.World;
import io.citywatch.simulators.thermal.Sky;
import io.citywatch.simulators.traffic.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A world whose devices only write down what they send. */
public final class FakeWorld implements World {
    private final City city;
    private final FakeTimer timer;
    private final List<Sent> log = new ArrayList<>();
    private final List<String> police = new ArrayList<>();
    private final Map<String, RecordedDevice> devices = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Routine routine;
    private final Traffic traffic;
    private final Sky sky;

    public FakeWorld(City city, FakeTimer timer) {
        this.city = city;
        this.timer = timer;
        this.routine = new Routine(timer);
        this.traffic = new Traffic(city, this::see, timer.clock());
        this.sky = new Sky(city);
    }

    private void see(String reader, List<Map<String, Object>> sightings) {
        var unused = device(reader).send(TelemetryKind.TAG_SIGHTINGS, Lane.BULK, Map.of("sightings", sightings));
    }

    public void openTraffic() {
        traffic.start(timer);
    }

    public void openSky() {
        city.cameras().forEach(post -> sky.open(post, device(post.id()), timer));
    }

    public List<Sent> log() {
        return log;
    }

    /** {@code report plate} and {@code found plate}. */
    public List<String> policeLog() {
        return police;
    }

    /** A device that never connects. */
    public void lose(String id) {
        lost.add(id);
    }

    @Override
    public Transmitter device(String id) {
        if (lost.contains(id)) {
            throw new IllegalStateException(id + " is not connected yet");
        }
        return devices.computeIfAbsent(id, unused -> new RecordedDevice(id, timer.clock(), log));
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
        return new Police() {
            @Override
            public void report(String plate, Position home) {
                police.add("report " + plate);
            }

            @Override
            public void found(String plate) {
                police.add("found " + plate);
            }
        };
    }
}
