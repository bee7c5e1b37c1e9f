package io.citywatch.simulators.city;

import io.citywatch.model.Position;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Responder.Mode;
import io.citywatch.model.registry.Responder.Role;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The reserved corner: a cape with one road, more than a kilometre from the next simulated home. Three responders
 * live around one house, so they are the three nearest to every device there.
 */
final class Cape {
    private static final Point HOUSE = new Point(5560, -2755);

    private Cape() {}

    static Reserved settle(long seed, StreetGraph graph, List<Area> units) {
        RandomGenerator random = Seeds.of(seed, "cape");
        String address = "汕头市濠江区" + Gazetteer.CAPE_ROAD.zh() + "18号";
        Position house = jitter(HOUSE, random).position();
        Elder elder = new Elder(
                "elder-cape-1",
                PersonNames.elder(random),
                house.lat(),
                house.lon(),
                address,
                "ct-cape-1",
                null,
                null,
                null,
                PersonFiles.of(random));
        Point home = Point.of(house);
        List<Device> devices = List.of(
                Settlement.device(
                        "ct-cape-1", DeviceKind.CALL_TERMINAL, home, address, "home-cape-1", null, 60, elder.id()),
                Settlement.device("ss-cape-1", DeviceKind.SMOKE_SENSOR, home, address, "home-cape-1", 10.0, 600, null),
                Settlement.device("tr-cape-1", DeviceKind.TAG_READER, on(graph, 5500), "广澳角路口", null, null, 60, null),
                Settlement.device(
                        "tc-cape-1", DeviceKind.THERMAL_CAMERA, on(graph, 5700), "广澳角瞭望塔", null, null, 60, null),
                Settlement.device(
                        "es-cape-1", DeviceKind.ENVIRONMENT_SENSOR, on(graph, 5640), "广澳角潮位站", null, null, 60, null));
        List<Responder> responders = new ArrayList<>();
        double[] places = {5450, 5590, 5680};
        for (int i = 0; i < places.length; i++) {
            Position place = on(graph, places[i]).position();
            responders.add(new Responder(
                    "r-cape-" + (i + 1),
                    PersonNames.responder(random),
                    List.of(Role.VOLUNTEER, Role.COMMUNITY_WORKER, Role.OFFICER),
                    List.of("first-aid"),
                    Mode.E_BIKE,
                    place.lat(),
                    place.lon(),
                    Settlement.unitOf(units, Point.of(place))));
        }
        Set<String> tags = new HashSet<>();
        List<Vehicle> vehicles = IntStream.of(90_001, 90_002)
                .mapToObj(plate ->
                        Garage.vehicle(String.format(Locale.ROOT, "粤D·%05d", plate), null, address, tags, random))
                .toList();
        return new Reserved(devices, elder, responders, vehicles);
    }

    /** On the cape's road, so far east. */
    private static Point on(StreetGraph graph, double x) {
        return graph.pointOf(graph.nearest(new Point(x, -2740)));
    }

    private static Point jitter(Point point, RandomGenerator random) {
        return new Point(point.x() + random.nextDouble(-15, 15), point.y() + random.nextDouble(-10, 10));
    }
}
