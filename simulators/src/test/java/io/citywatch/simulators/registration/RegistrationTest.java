package io.citywatch.simulators.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakePlatform.Call;
import io.citywatch.simulators.FakePlatform.Reply;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.platform.PlatformApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationTest {
    private static final City CITY = City.generate(7, CitySize.small());
    /** 20 elders, 20 terminals, 20 sensors, 15 responders, 40 vehicles, 15 devices of the streets, a file of areas. */
    private static final int RECORDS = 20 + 20 + 20 + 15 + 40 + 15 + 1;

    private final FakePlatform platform = new FakePlatform(RegistrationTest::created);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void tokensAreKeptInAFolder() {
        file = folder.resolve("fleet.json");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private static Reply created(Call call) {
        if (call.what().startsWith("POST /imports/")) {
            return FakePlatform.ok("{\"errors\":[],\"tokens\":[]}");
        }
        String id = call.body().path("id").asText();
        return new Reply(201, "{\"id\":\"" + id + "\",\"token\":\"token of " + id + "\"}");
    }

    private Fleet register() {
        return new Registration(platform.api()).register(CITY, file);
    }

    @Test
    void everythingIsRegisteredOnceReservedOnesIncluded() {
        register();

        assertThat(platform.calls()).hasSize(RECORDS);
        assertThat(platform.calls("POST /elders")).hasSize(20);
        assertThat(platform.calls("POST /devices")).hasSize(55);
        assertThat(platform.calls("POST /responders")).hasSize(15);
        assertThat(platform.calls("POST /vehicles")).hasSize(40);
        assertThat(platform.calls("POST /devices"))
                .extracting(call -> call.body().path("id").asText())
                .doesNotHaveDuplicates()
                .contains("ct-cape-1", "ct-0001");
        assertThat(platform.calls()).allMatch(call -> call.authorization().equals("Bearer token-of-the-test"));
    }

    @Test
    void tokensAreKeptForTheirOwnerAlone() throws IOException {
        Fleet fleet = register();

        assertThat(fleet.token("ct-0001")).isEqualTo("token of ct-0001");
        assertThat(fleet.token("r-cape-1")).isEqualTo("token of r-cape-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Fleet.read(file)).contains(fleet);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theTokensAreInNoWordsOfTheFleet() {
        assertThat(register()).asString().contains("70 tokens").doesNotContain("token of");
    }

    @Test
    void aSecondRunRegistersNothing() {
        Fleet first = register();
        platform.forgetCalls();

        Fleet second = register();

        assertThat(platform.calls()).isEmpty();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anotherSeedIsRefusedWithBothSeedsAndAWayOut() {
        register();
        City other = City.generate(8, CitySize.small());

        assertThatThrownBy(() -> new Registration(platform.api()).register(other, file))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageStartingWith("seed: 8 with 19 homes (expected: seed 7 with 19 homes")
                .hasMessageContaining("--fresh");
    }

    @Test
    void moreOfTheSameCityThanIsRegisteredIsRefused() {
        register();
        City larger = City.generate(7, new CitySize(20, 20, 16, 9, 4, 2, 40));

        assertThatThrownBy(() -> new Registration(platform.api()).register(larger, file))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageStartingWith("city: 71 devices and responders (expected: the 70")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aFileThatIsNoFleetIsRefusedByItsName() throws IOException {
        Files.writeString(file, "{\"seed\":7}");

        assertThatThrownBy(this::register)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("fleet.json")
                .hasMessageContaining("--fresh");
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void whatAKilledRunLeftIsDeletedAndRegisteredAgain() {
        Set<String> left = ConcurrentHashMap.newKeySet();
        left.add("ct-0001");
        left.add("elder-0001");
        String plate = CITY.reserved().vehicles().get(0).plate();
        left.add(plate);
        platform.answer(call -> {
            if (call.what().startsWith("DELETE ")) {
                left.removeIf(id -> call.what().endsWith("/" + PlatformApi.encoded(id)));
                return new Reply(204, "");
            }
            String id = call.body().path("id").asText(call.body().path("plate").asText());
            return left.contains(id) ? FakePlatform.problem(409) : created(call);
        });

        Fleet fleet = register();

        assertThat(platform.calls("DELETE "))
                .extracting(Call::what)
                .containsExactlyInAnyOrder(
                        "DELETE /devices/ct-0001",
                        "DELETE /elders/elder-0001",
                        "DELETE /vehicles/%E7%B2%A4D%C2%B790001");
        assertThat(platform.calls("POST ")).hasSize(RECORDS + 3);
        assertThat(fleet.token("ct-0001")).isEqualTo("token of ct-0001");
    }

    @Test
    void aServerErrorIsAFailureThatNamesTheCall() {
        platform.answer(
                call -> call.body().path("id").asText().equals("ss-0003") ? FakePlatform.problem(500) : created(call));

        assertThatThrownBy(this::register)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("POST /devices ss-0003: 500")
                .hasMessageContaining("as the test wants");
        assertThat(file).doesNotExist();
    }

    @Test
    void aServerErrorInWordsIsAFailureThatNamesTheCall() {
        platform.answer(call -> new Reply(502, "<html>Bad Gateway"));

        assertThatThrownBy(this::register)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining(": 502")
                .hasMessageContaining("Bad Gateway");
    }

    @Test
    void anAnswerWithoutATokenIsAFailure() {
        platform.answer(call -> new Reply(201, "{}"));

        assertThatThrownBy(this::register)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("201 without a token");
    }

    @Test
    void aPlatformThatIsNotThereIsAFailureThatNamesTheAddress() {
        URI gone = platform.url();
        platform.close();

        assertThatThrownBy(() -> new Registration(new PlatformApi(gone, "t")).register(CITY, file))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining(gone + "/api/v1/");
    }

    @Test
    void anUnknownIdHasNoToken() {
        Fleet fleet = register();

        assertThatThrownBy(() -> fleet.token("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nobody'");
    }

    @Test
    void areasComeInOneFileParentsFirst() {
        register();

        Set<String> seen = new HashSet<>();
        for (JsonNode area : platform.calls("POST /imports/areas").get(0).body().path("features")) {
            JsonNode parent = area.at("/properties/parent");
            assertThat(parent.isMissingNode() || seen.contains(parent.asText())).isTrue();
            seen.add(area.at("/properties/id").asText());
        }
        assertThat(seen).hasSize(CITY.areas().size());
    }

    @Test
    void aLineThatIsNotTakenIsAFailure() {
        platform.answer(call -> call.what().startsWith("POST /imports/")
                ? FakePlatform.ok("{\"errors\":[{\"line\":3}]}")
                : created(call));

        assertThatThrownBy(this::register)
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("POST /imports/areas: 200 errors [{\"line\":3}]");
    }

    @Test
    void manyComeInFilesAndWhoGotNoTokenThereIsRegisteredAlone() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            devices.add(new Device(
                    "d-" + i,
                    DeviceKind.SMOKE_SENSOR,
                    23.0,
                    116.0,
                    "a, \"b\"",
                    null,
                    10.0,
                    600,
                    null,
                    null,
                    null,
                    null));
        }
        platform.answer(call -> {
            if (!call.what().equals("POST /imports/devices")) {
                return created(call);
            }
            StringBuilder tokens = new StringBuilder();
            for (int i = 1; i < 1_500; i++) {
                tokens.append(i > 1 ? "," : "").append("{\"id\":\"d-").append(i).append("\",\"token\":\"t\"}");
            }
            return FakePlatform.ok("{\"errors\":[],\"tokens\":[" + tokens + "]}");
        });
        Registration registration = new Registration(platform.api());

        registration.registerAll(List.of(), devices, List.of(), List.of());

        assertThat(platform.calls("POST /devices"))
                .extracting(call -> call.body().path("id").asText())
                .containsExactly("d-0");
        assertThat(registration.token("d-0")).isEqualTo("token of d-0");
        assertThat(registration.token("d-1499")).isEqualTo("t");
        String[] lines = platform.calls("POST /imports/devices").get(0).text().split("\n", -1);
        assertThat(lines).hasSize(1_502);
        assertThat(lines[0]).isEqualTo("id,kind,lat,lon,name,alarmLevel,intervalSeconds");
        assertThat(lines[1]).isEqualTo("d-0,smoke-sensor,23.0,116.0,\"a, \"\"b\"\"\",10.0,600");
    }

    @Test
    void nestedFieldsAndListsFitOneLine() {
        Elder elder = new Elder(
                "e-1",
                "陈惠芳",
                23.0,
                116.0,
                null,
                null,
                null,
                null,
                null,
                new Elder.File(
                        "1",
                        List.of(new Elder.File.Contact("甲", "2", "女儿"), new Elder.File.Contact("乙", "3", null)),
                        List.of("x", "y"),
                        null,
                        null));

        assertThat(new String(Csv.of(List.of(elder)), StandardCharsets.UTF_8).split("\n"))
                .containsExactly(
                        "id,name,lat,lon,file.phone,file.contacts,file.conditions",
                        "e-1,陈惠芳,23.0,116.0,1,甲/2/女儿;乙/3,x;y");
    }
}
