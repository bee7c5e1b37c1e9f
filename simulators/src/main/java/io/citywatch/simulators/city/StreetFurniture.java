package io.citywatch.simulators.city;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What stands in the streets and on the shore: readers, thermal cameras and sensors of the surroundings. */
final class StreetFurniture {
    /** A mast stands so far from what it watches: at this angle a pixel covers about two metres of ground. */
    private static final double MAST_TO_TARGET_METERS = 150;

    private static final int TOWER_ONE_IN = 3;

    private StreetFurniture() {}

    static List<CameraPost> cameras(int count, List<Point> middles) {
        List<CameraPost> posts = new ArrayList<>();
        int towers = 0;
        int drones = 0;
        for (int i = 0; i < count; i++) {
            // Not side by side: a quarter has one camera.
            Point middle = middles.get((4 * i + 1) % middles.size());
            // A second camera of the same quarter looks at another part of it.
            double aside = 40.0 * Math.floorDiv(i, middles.size());
            Point target = new Point(middle.x() + aside, middle.y() - aside / 2);
            if (i % TOWER_ONE_IN == 0) {
                towers++;
                Point mast =
                        new Point(target.x() + MAST_TO_TARGET_METERS * 0.8, target.y() + MAST_TO_TARGET_METERS * 0.6);
                posts.add(new CameraPost("tc-tower-" + towers, false, mast, target, towers + "号瞭望塔"));
            } else {
                drones++;
                posts.add(new CameraPost("tc-drone-" + drones, true, target, target, "巡逻无人机" + drones + "号"));
            }
        }
        return List.copyOf(posts);
    }

    static List<Device> devices(
            long seed, CitySize size, StreetGraph graph, List<ReaderSite> readers, List<CameraPost> cameras) {
        List<Device> devices = new ArrayList<>();
        for (ReaderSite site : readers) {
            var place = site.at().position();
            devices.add(new Device(
                    site.id(),
                    DeviceKind.TAG_READER,
                    place.lat(),
                    place.lon(),
                    site.road().zh() + (site.crossing() < 0 ? "路段" : "路口"),
                    null,
                    null,
                    size.heartbeatSeconds(DeviceKind.TAG_READER),
                    null,
                    null,
                    site.exit() ? true : null,
                    null,
                    site.road().zh(),
                    null));
        }
        for (CameraPost post : cameras) {
            var place = post.base().position();
            devices.add(new Device(
                    post.id(),
                    DeviceKind.THERMAL_CAMERA,
                    place.lat(),
                    place.lon(),
                    post.name(),
                    null,
                    null,
                    size.heartbeatSeconds(DeviceKind.THERMAL_CAMERA),
                    null,
                    post.drone() ? true : null,
                    null,
                    null));
        }
        devices.addAll(sensors(seed, size, graph));
        return devices;
    }

    private static List<Device> sensors(long seed, CitySize size, StreetGraph graph) {
        RandomGenerator random = Seeds.of(seed, "street-furniture");
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < size.environmentSensors() - 1; i++) {
            Point at;
            StreetGraph.Edge edge;
            do {
                edge = graph.edges().get(random.nextInt(graph.edges().size()));
                at = graph.crossings().get(edge.from());
            } while (!Settlement.isSettled(at)
                    || edge.kind() == Street.Kind.BRIDGE
                    || edge.kind() == Street.Kind.TUNNEL);
            devices.add(Settlement.device(
                    "es-" + String.format(Locale.ROOT, "%02d", i + 1),
                    DeviceKind.ENVIRONMENT_SENSOR,
                    at,
                    edge.street().zh() + (i % 2 == 0 ? "积水监测点" : "气象站"),
                    null,
                    null,
                    size.heartbeatSeconds(DeviceKind.ENVIRONMENT_SENSOR),
                    null));
        }
        return devices;
    }
}
