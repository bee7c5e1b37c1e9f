package io.citywatch.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.Decoded;
import io.citywatch.model.IdSyntax;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Responder.Role;
import io.citywatch.model.registry.Vehicle;
import io.citywatch.model.telemetry.DeviceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CityTest {
    private static final Map<Long, City> PILOTS = new TreeMap<>();

    private static LongStream seeds() {
        return LongStream.of(1, 7, 42, -5, Long.MAX_VALUE);
    }

    private static City pilot(long seed) {
        return PILOTS.computeIfAbsent(seed, wanted -> City.generate(wanted, CitySize.pilot()));
    }

    @Test
    void theSameSeedAndSizeGiveTheSameCityToTheByte() {
        City one = City.generate(7, CitySize.small());
        City other = City.generate(7, CitySize.small());

        assertThat(CityMap.bytes(other)).isEqualTo(CityMap.bytes(one));
        assertThat(other.homes()).isEqualTo(one.homes());
        assertThat(other.responders()).isEqualTo(one.responders());
        assertThat(other.devices()).isEqualTo(one.devices());
        assertThat(other.vehicles()).isEqualTo(one.vehicles());
        assertThat(other.reserved()).isEqualTo(one.reserved());
    }

    @Test
    void anotherSeedGivesAnotherCityWithOtherPeople() {
        City one = City.generate(7, CitySize.small());
        City other = City.generate(8, CitySize.small());

        assertThat(CityMap.bytes(other)).isNotEqualTo(CityMap.bytes(one));
        assertThat(other.elders()).isNotEqualTo(one.elders());
        assertThat(other.responders()).isNotEqualTo(one.responders());
        assertThat(other.streets()).isNotEqualTo(one.streets());
    }

    @Test
    void anotherSizeLeavesTheStreetsAsTheyWere() {
        assertThat(City.generate(7, CitySize.small()).streets()).isEqualTo(pilot(7).streets());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyHomeStandsOnLandAndNotOnTheCape(long seed) {
        City city = pilot(seed);

        assertThat(city.homes()).allSatisfy(home -> {
            assertThat(city.isLand(home.at())).isTrue();
            assertThat(City.isCape(home.at())).isFalse();
        });
        Point cape = Point.of(city.reserved().elder().position());
        assertThat(city.isLand(cape)).isTrue();
        assertThat(City.isCape(cape)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyScriptedHomeHasAVolunteerAndACommunityWorkerWithin300Metres(long seed) {
        City city = pilot(seed);
        List<Home> scripted = city.homes().stream().filter(Home::isScripted).toList();

        assertThat(scripted.size()).isBetween(190, 210);
        assertThat(scripted).allSatisfy(home -> {
            Position place = home.at().position();
            List<Responder> near = city.responders().stream()
                    .filter(person -> person.position().metersTo(place) <= 300)
                    .toList();
            assertThat(near)
                    .anyMatch(person -> person.roles().contains(Role.VOLUNTEER)
                            && person.skills() != null
                            && person.skills().contains("first-aid"))
                    .anyMatch(person -> person.roles().contains(Role.COMMUNITY_WORKER));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theReservedRespondersAreTheThreeNearestToEveryReservedDevice(long seed) {
        City city = pilot(seed);
        List<String> reserved =
                city.reserved().responders().stream().map(Responder::id).toList();

        assertThat(reserved).hasSize(3);
        for (Device device : city.reserved().devices()) {
            List<String> nearest = Stream.concat(city.responders().stream(), city.reserved().responders().stream())
                    .sorted(Comparator.comparingDouble(
                            person -> person.position().metersTo(device.position())))
                    .limit(3)
                    .map(Responder::id)
                    .toList();
            assertThat(nearest).as(device.id()).containsExactlyInAnyOrderElementsOf(reserved);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodySimulatedIsWithin300MetresOfAReservedDevice(long seed) {
        City city = pilot(seed);
        List<Position> simulated = new ArrayList<>();
        city.responders().forEach(person -> simulated.add(person.position()));
        city.homes().forEach(home -> simulated.add(home.at().position()));

        for (Device device : city.reserved().devices()) {
            assertThat(simulated).as(device.id()).allMatch(place -> place.metersTo(device.position()) > 300);
        }
    }

    @Test
    void oneDeviceOfEachKindAndTwoVehiclesAreReserved() {
        Reserved reserved = pilot(7).reserved();

        assertThat(reserved.devices()).extracting(Device::kind).containsExactlyInAnyOrder(DeviceKind.values());
        assertThat(reserved.vehicles()).hasSize(2);
        assertThat(reserved.devices())
                .filteredOn(device -> device.kind() == DeviceKind.CALL_TERMINAL)
                .singleElement()
                .satisfies(terminal -> {
                    assertThat(terminal.elder()).isEqualTo(reserved.elder().id());
                    assertThat(reserved.elder().terminal()).isEqualTo(terminal.id());
                });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void idsAreValidAndUnique(long seed) {
        City city = pilot(seed);
        List<String> clients = new ArrayList<>();
        allDevices(city).forEach(device -> clients.add(device.id()));
        allResponders(city).forEach(person -> clients.add(person.id()));
        List<String> elders = allElders(city).map(Elder::id).toList();
        List<Vehicle> vehicles = allVehicles(city).toList();

        assertThat(clients).allMatch(IdSyntax::isValid).doesNotHaveDuplicates();
        assertThat(elders).allMatch(IdSyntax::isValid).doesNotHaveDuplicates();
        assertThat(vehicles).extracting(Vehicle::plate).doesNotHaveDuplicates();
        assertThat(vehicles).extracting(Vehicle::tag).doesNotHaveDuplicates();
    }

    @Test
    void everyRegistryRecordSurvivesTheWire() {
        City city = pilot(7);

        allDevices(city)
                .forEach(device ->
                        assertThat(Json.read(Json.write(device), Device.class)).isEqualTo(Decoded.valid(device)));
        allElders(city)
                .forEach(elder ->
                        assertThat(Json.read(Json.write(elder), Elder.class)).isEqualTo(Decoded.valid(elder)));
        allResponders(city)
                .forEach(person -> assertThat(Json.read(Json.write(person), Responder.class))
                        .isEqualTo(Decoded.valid(person)));
        allVehicles(city)
                .forEach(vehicle -> assertThat(Json.read(Json.write(vehicle), Vehicle.class))
                        .isEqualTo(Decoded.valid(vehicle)));
    }

    @Test
    void eachElderAndTerminalNameEachOther() {
        City city = pilot(7);
        Map<String, String> elderOf = new TreeMap<>();
        city.elders().forEach(elder -> elderOf.put(String.valueOf(elder.terminal()), elder.id()));

        assertThat(city.devices())
                .filteredOn(device -> device.kind() == DeviceKind.CALL_TERMINAL)
                .hasSize(elderOf.size())
                .allSatisfy(terminal -> assertThat(terminal.elder()).isEqualTo(elderOf.get(terminal.id())));
    }

    @Test
    void thePilotCityHasTheSizesOfTheContractReservedOnesIncluded() {
        City city = pilot(7);

        assertThat(allElders(city)).hasSize(300);
        assertThat(count(city, DeviceKind.CALL_TERMINAL)).isEqualTo(300);
        assertThat(count(city, DeviceKind.SMOKE_SENSOR)).isEqualTo(300);
        assertThat(allResponders(city)).hasSize(80);
        assertThat(allVehicles(city)).hasSize(2_000);
        assertThat(count(city, DeviceKind.TAG_READER)).isEqualTo(60);
        assertThat(city.cameras()).hasSize(3);
        assertThat(city.cameras().stream().filter(CameraPost::drone)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoRidesAgainstALaneOfOneWayIsSeenAtBothEndsAndNobodyIsBackSoonByTheLaw(long seed) {
        City city = pilot(seed);
        Set<Integer> watched = new HashSet<>();
        city.readers().forEach(site -> watched.add(site.crossing()));
        WayBack back = new WayBack(city.graph());

        long lanes = city.graph().edges().stream()
                .filter(StreetGraph.Edge::oneWay)
                .filter(edge -> watched.contains(edge.from()) && watched.contains(edge.to()))
                .filter(edge -> back.meters(edge) > 1_000)
                .count();

        assertThat(lanes).isGreaterThanOrEqualTo(2);
    }

    @Test
    void everyWantedSizeIsHonoured() {
        City city = City.generate(3, new CitySize(31, 17, 23, 5, 4, 3, 11));

        assertThat(allElders(city)).hasSize(31);
        assertThat(count(city, DeviceKind.CALL_TERMINAL)).isEqualTo(31);
        assertThat(count(city, DeviceKind.SMOKE_SENSOR)).isEqualTo(17);
        assertThat(allResponders(city)).hasSize(23);
        assertThat(count(city, DeviceKind.TAG_READER)).isEqualTo(5);
        assertThat(count(city, DeviceKind.THERMAL_CAMERA)).isEqualTo(4);
        assertThat(count(city, DeviceKind.ENVIRONMENT_SENSOR)).isEqualTo(3);
        assertThat(allVehicles(city)).hasSize(11);
    }

    @Test
    void aCityWithMorePeopleThanStreetsIsSettledToo() {
        City city = City.generate(3, new CitySize(3_000, 3_000, 6_400, 500, 12, 10, 5_000));

        assertThat(allElders(city)).hasSize(3_000);
        assertThat(allResponders(city)).hasSize(6_400);
        assertThat(count(city, DeviceKind.TAG_READER)).isEqualTo(500);
    }

    @Test
    void aSizeThatCannotPlayAStoryIsRefusedByName() {
        assertThatThrownBy(() -> new CitySize(300, 300, 8, 1, 1, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("responders: 8 (expected: at least 9)");
    }

    @Test
    void manySeedsGiveACityThatKeepsEveryPromise() {
        for (long seed = 100; seed < 130; seed++) {
            City city = City.generate(seed, CitySize.small());

            assertThat(city.homes()).as("seed " + seed).hasSize(19);
            assertThat(city.homes().stream().filter(Home::isScripted))
                    .as("seed " + seed)
                    .allMatch(home -> city.responders().stream()
                            .anyMatch(person -> person.roles().contains(Role.VOLUNTEER)
                                    && person.position().metersTo(home.at().position()) <= 300));
        }
    }

    @Test
    void theMapIsGeoJsonWithEveryLayerAndWrittenWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("city.geojson");

        CityMap.write(pilot(7), file);

        JsonNode map = Json.mapper().readTree(Files.readAllBytes(file));
        assertThat(map.path("type").asText()).isEqualTo("FeatureCollection");
        Set<String> layers = new HashSet<>();
        map.path("features")
                .forEach(feature ->
                        layers.add(feature.path("properties").path("layer").asText()));
        assertThat(layers).containsExactlyInAnyOrder("water", "land", "park", "street", "bridge", "tunnel", "place");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private static long count(City city, DeviceKind kind) {
        return allDevices(city).filter(device -> device.kind() == kind).count();
    }

    private static Stream<Device> allDevices(City city) {
        return Stream.concat(city.devices().stream(), city.reserved().devices().stream());
    }

    private static Stream<Elder> allElders(City city) {
        return Stream.concat(city.elders().stream(), Stream.of(city.reserved().elder()));
    }

    private static Stream<Responder> allResponders(City city) {
        return Stream.concat(city.responders().stream(), city.reserved().responders().stream());
    }

    private static Stream<Vehicle> allVehicles(City city) {
        return Stream.concat(city.vehicles().stream(), city.reserved().vehicles().stream());
    }
}
