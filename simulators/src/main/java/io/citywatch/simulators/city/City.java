package io.citywatch.simulators.city;

import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole city: the same seed and size give the same city, to the byte.
 *
 * @param streets as the map draws them
 * @param graph the same streets to walk on
 * @param homes with their elders and devices
 * @param responders who are simulated
 * @param devices all that are not reserved
 * @param vehicles all that are not reserved
 * @param bikes the same vehicles, and what becomes of each
 * @param destinations where bikes go, crossings by their numbers
 * @param readers that are not reserved
 * @param cameras that are not reserved
 * @param areas districts first, parents before their parts
 * @param reserved what is left to others, on the cape
 */
public record City(
        long seed,
        CitySize size,
        List<Street> streets,
        StreetGraph graph,
        List<Home> homes,
        List<Responder> responders,
        List<Device> devices,
        List<Vehicle> vehicles,
        List<Bike> bikes,
        List<Integer> destinations,
        List<ReaderSite> readers,
        List<CameraPost> cameras,
        List<Area> areas,
        Reserved reserved,
        Landscape landscape) {
    /** What is only drawn. */
    public record Landscape(Shape north, Shape south, Shape island, Shape hill, List<Shape> parks) {
        boolean isLand(Point point) {
            return north.contains(point) || south.contains(point);
        }
    }

    public static City generate(long seed, CitySize size) {
        Coast coast = Coast.generate(Seeds.of(seed, "coast"));
        StreetPlan.Laid laid = StreetPlan.lay(coast, Seeds.of(seed, "streets"));
        Landscape landscape = new Landscape(coast.north(), coast.south(), coast.island(), coast.hill(), coast.parks());
        List<Area> areas = Areas.part(landscape, laid.graph(), size, Seeds.of(seed, "areas"));
        List<Area> units =
                areas.stream().filter(area -> area.level() == Area.Level.UNIT).toList();
        Settlement settlement = Settlement.settle(seed, size, coast, laid.graph(), units);
        List<ReaderSite> readers = ReaderSites.choose(
                laid.graph(), size.tagReaders() - 1, settlement.middles(), Seeds.of(seed, "readers"));
        List<CameraPost> cameras = StreetFurniture.cameras(size.thermalCameras() - 1, settlement.middles());
        List<Integer> destinations = Garage.destinations(seed, laid.graph(), readers);
        List<Bike> bikes = Garage.fill(
                seed,
                size.vehicles() - CitySize.RESERVED_VEHICLES,
                laid.graph(),
                Settlement.sideStreets(laid.graph()),
                readers,
                destinations.size());
        List<Device> devices = new ArrayList<>(settlement.devices());
        devices.addAll(StreetFurniture.devices(seed, size, laid.graph(), readers, cameras));
        return new City(
                seed,
                size,
                laid.streets(),
                laid.graph(),
                settlement.homes(),
                settlement.responders(),
                List.copyOf(devices),
                bikes.stream().map(Bike::vehicle).toList(),
                bikes,
                destinations,
                readers,
                cameras,
                areas,
                Cape.settle(seed, laid.graph(), units),
                landscape);
    }

    public List<Elder> elders() {
        return homes.stream()
                .map(Home::elder)
                .flatMap(java.util.stream.Stream::ofNullable)
                .toList();
    }

    public boolean isLand(Point point) {
        return landscape.isLand(point);
    }

    /** The corner that is left to the reserved; nobody simulated lives there or passes. */
    public static boolean isCape(Point point) {
        return point.x() > 4090 && point.y() < -2200 && point.y() > -3350;
    }
}
