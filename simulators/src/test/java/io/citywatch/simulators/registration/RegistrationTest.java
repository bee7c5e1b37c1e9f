package io.citywatch.simulators.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakePlatform.Call;
import io.citywatch.simulators.FakePlatform.Reply;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.city.City;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.platform.PlatformApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationTest {
    private static final City CITY = City.generate(7, CitySize.small());
    /** 20 elders, 20 terminals, 20 sensors, 15 responders, 2 vehicles, and one each of three street devices. */
    private static final int RECORDS = 20 + 20 + 20 + 15 + 2 + 3;

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
        assertThat(platform.calls("POST /devices")).hasSize(43);
        assertThat(platform.calls("POST /responders")).hasSize(15);
        assertThat(platform.calls("POST /vehicles")).hasSize(2);
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
        assertThat(register()).asString().contains("58 tokens").doesNotContain("token of");
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
        City larger = City.generate(7, new CitySize(20, 20, 16, 1, 1, 1, 2));

        assertThatThrownBy(() -> new Registration(platform.api()).register(larger, file))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageStartingWith("city: 59 devices and responders (expected: the 58")
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
}
