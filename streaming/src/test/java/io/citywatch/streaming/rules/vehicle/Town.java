package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.roads.RoadGraphBuilder;
import io.citywatch.streaming.rules.RegisteredDevice;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A town for tests, in metres: two shores, 600 m apart, with a road along each, joined by a bridge at either end. A lane
 * of one way leads from the middle of the north road up to a square 400 m north; the only other way there is a long loop.
 *
 * <pre>
 *            square (0,1000) ---- loop ---- (1500,1000)
 *              | one way up                     |
 *  (-2000,600) --- (0,600) north road ---- (1500,600) --- (2000,600)
 *      | bridge                                               | bridge
 *  (-2000,0) ----- (0,0)   south road ------------------- (2000,0)
 * </pre>
 */
final class Town {
    private static final double METERS_PER_SECOND = 10;

    private final RoadGraphBuilder builder = new RoadGraphBuilder();
    private final Map<String, Integer> nodes = new HashMap<>();
    private final Map<String, RegisteredDevice> readers = new HashMap<>();
    private final ReaderNetwork network;

    Town() {
        road(-2000, 600, 0, 600);
        road(0, 600, 1500, 600);
        road(1500, 600, 2000, 600);
        road(-2000, 0, 0, 0);
        road(0, 0, 2000, 0);
        road(-2000, 0, -2000, 600);
        road(2000, 0, 2000, 600);
        oneWay(0, 600, 0, 1000);
        road(0, 1000, 1500, 1000);
        road(1500, 1000, 1500, 600);
        network = new ReaderNetwork(builder.build());
    }

    static Position at(double east, double north) {
        return new Position(23.35 + north / 111_195, 116.68 + east / (111_195 * Math.cos(Math.toRadians(23.35))));
    }

    private int node(double east, double north) {
        return nodes.computeIfAbsent(east + " " + north, key -> builder.node(at(east, north)));
    }

    private void road(double east, double north, double toEast, double toNorth) {
        double seconds = Math.hypot(toEast - east, toNorth - north) / METERS_PER_SECOND;
        builder.stretch(node(east, north), node(toEast, toNorth))
                .along(Mode.CAR, seconds)
                .against(Mode.CAR, seconds);
    }

    private void oneWay(double east, double north, double toEast, double toNorth) {
        builder.stretch(node(east, north), node(toEast, toNorth))
                .along(Mode.CAR, Math.hypot(toEast - east, toNorth - north) / METERS_PER_SECOND);
    }

    static RegisteredDevice reader(String id, Position place) {
        return new RegisteredDevice(
                id, DeviceKind.TAG_READER, place.lat(), place.lon(), "at " + id, null, null, 60, null, false, null);
    }

    Town reader(String id, double east, double north) {
        RegisteredDevice reader = reader(id, at(east, north));
        readers.put(id, reader);
        network.put(reader);
        return this;
    }

    ReaderNetwork network() {
        return network;
    }

    Readers readers() {
        return new Readers() {
            @Override
            public @Nullable RegisteredDevice find(String reader) {
                return readers.get(reader);
            }

            @Override
            public ReaderNetwork roads() {
                return network;
            }
        };
    }
}
