package io.citywatch.simulators.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakePlatform.Call;
import io.citywatch.simulators.FakePlatform.Reply;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.city.CameraPost;
import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.platform.PlatformApi;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedOperatorTest {
    private static final List<CameraPost> DRONES = List.of(
            new CameraPost("tower", false, new Point(0, 0), new Point(0, 0), "t"),
            new CameraPost("far", true, new Point(3000, 0), new Point(3000, 0), "f"),
            new CameraPost("near", true, new Point(100, 0), new Point(100, 0), "n"));

    private final FakeTimer timer = new FakeTimer();
    private final FakePlatform platform = new FakePlatform(this::answer);
    private final SimulatedOperator operator =
            new SimulatedOperator(platform.api(), Set.of("ct-cape-1"), DRONES, timer.clock());

    private volatile String list = "";
    private volatile String detail = "{}";
    private volatile int actStatus = 200;
    private volatile String commandState = "DELIVERED";

    @BeforeEach
    void theOperatorComesToWork() {
        operator.start(timer);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Reply answer(Call call) {
        if (call.what().startsWith("GET /incidents?")) {
            return FakePlatform.ok("{\"items\":[" + list + "]}");
        }
        if (call.what().startsWith("GET ")) {
            return FakePlatform.ok(detail);
        }
        return actStatus == 200 ? FakePlatform.ok("{}") : FakePlatform.problem(actStatus);
    }

    private static String incident(String id, boolean acknowledged, String device) {
        return "{\"id\":\"" + id + "\",\"acknowledged\":" + acknowledged + ",\"openedAt\":"
                + FakeTimer.START.toEpochMilli() + ",\"devices\":[\"" + device + "\"]}";
    }

    private static String assignments(String rule, String... states) {
        return "{\"kind\":\"" + (rule.equals("S1") ? "fire" : "elder-emergency") + "\",\"active\":"
                + !rule.equals("S1") + ",\"severity\":\"P1\",\"rules\":[\"" + rule + "\"],\"assignments\":["
                + String.join(
                        ",",
                        List.of(states).stream()
                                .map(state -> "{\"state\":\"" + state + "\"}")
                                .toList())
                + "]}";
    }

    private List<String> acts() {
        return platform.calls("POST ").stream().map(Call::what).toList();
    }

    @Test
    void acknowledgesWhatComesInAfterAMoment() {
        list = incident("i1", false, "ct-1");
        timer.passSeconds(1);
        assertThat(acts()).isEmpty();

        timer.passSeconds(1);

        assertThat(acts()).containsExactly("POST /incidents/i1/acknowledge");
    }

    @Test
    void doesNotAcknowledgeTwice() {
        list = incident("i1", true, "ct-1");
        timer.passSeconds(20);

        assertThat(acts()).isEmpty();
    }

    @Test
    void confirmsAHeldAlarmThatGoesOnWhenTheOccupantWasCalled() {
        String held = "{\"id\":\"i1\",\"acknowledged\":true,\"state\":\"HELD\",\"openedAt\":"
                + FakeTimer.START.toEpochMilli() + ",\"devices\":[\"ss-1\"],\"active\":";
        detail = "{\"kind\":\"fire\",\"active\":true}";
        list = held + "true}";
        timer.passSeconds(10);
        assertThat(acts()).isEmpty();
        list = held + "false}";
        timer.passSeconds(1);
        assertThat(acts()).isEmpty();

        list = held + "true}";
        timer.passSeconds(1);

        assertThat(acts()).containsExactly("POST /incidents/i1/confirm");
    }

    @Test
    void closesWithAnOutcomeWhenAResponderHasCleared() {
        list = incident("i1", true, "ct-1");
        detail = assignments("E1", "CLEARED");
        timer.passSeconds(1);

        Call close = platform.calls("POST ").get(0);
        assertThat(close.what()).isEqualTo("POST /incidents/i1/close");
        assertThat(close.body().path("outcome").asText()).isEqualTo("helped");
        assertThat(close.body().path("reason").asText()).contains("the person is well");
    }

    @Test
    void saysOfAFireWhatBecameOfIt() {
        list = incident("i1", true, "ss-1");
        detail = assignments("S1", "CLEARED");
        timer.passSeconds(1);

        assertThat(platform.calls("POST ").get(0).body().path("reason").asText())
                .contains("smoke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASSIGNED", "EN_ROUTE", "ARRIVED", "LATE", "LOST"})
    void waitsForWhoIsStillUnderWay(String state) {
        list = incident("i1", true, "ct-1");
        detail = assignments("E1", "CLEARED", state);
        timer.passSeconds(60);

        assertThat(acts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECALLED", "HANDED_OVER"})
    void doesNotWaitForWhoIsFree(String state) {
        list = incident("i1", true, "ct-1");
        detail = assignments("E1", "CLEARED", state);
        timer.passSeconds(1);

        assertThat(acts()).containsExactly("POST /incidents/i1/close");
    }

    @Test
    void handsOverWhatNobodyFinishes() {
        list = incident("i1", true, "ct-1");
        detail = assignments("E1", "EN_ROUTE");
        timer.passSeconds(240);
        assertThat(acts()).isEmpty();

        timer.passSeconds(1);

        assertThat(acts()).containsExactly("POST /incidents/i1/close");
        assertThat(platform.calls("POST ").get(0).body().path("outcome").asText())
                .isEqualTo("handed-over");
    }

    @Test
    void leavesReservedDevicesAlone() {
        list = incident("i1", false, "ct-cape-1");
        detail = assignments("E1", "CLEARED");
        timer.passSeconds(600);

        assertThat(acts()).isEmpty();
        assertThat(operator.open()).isZero();
    }

    @Test
    void countsWhatIsOpenAndNotReserved() {
        list = incident("i1", true, "ct-1") + "," + incident("i2", true, "ct-cape-1") + ","
                + incident("i3", true, "ss-1");

        assertThat(operator.open()).isEqualTo(2);
    }

    @Test
    void survivesServerErrorsAndSeesNoEmptyCityInThem() {
        list = incident("i1", false, "ct-1");
        platform.answer(call -> FakePlatform.problem(500));
        timer.passSeconds(5);
        assertThat(operator.open()).isEqualTo(-1);

        platform.answer(this::answer);
        timer.passSeconds(1);

        assertThat(acts()).containsExactly("POST /incidents/i1/acknowledge");
        assertThat(operator.open()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 500})
    void goesOnWithTheOthersWhenAnActIsRefused(int status) {
        list = incident("i1", false, "ct-1") + "," + incident("i2", false, "ct-2");
        actStatus = status;
        timer.passSeconds(2);

        assertThat(acts()).containsExactly("POST /incidents/i1/acknowledge", "POST /incidents/i2/acknowledge");
    }

    @Test
    void survivesAPlatformThatIsNotThere() {
        URI gone = platform.url();
        platform.close();
        SimulatedOperator alone = new SimulatedOperator(new PlatformApi(gone, "t"), Set.of(), List.of(), timer.clock());
        FakeTimer shift = new FakeTimer();
        alone.start(shift);

        shift.passSeconds(5);

        assertThat(alone.open()).isEqualTo(-1);
        try (FakePlatform back = new FakePlatform(this::answer)) {
            assertThat(new SimulatedOperator(back.api(), Set.of(), List.of(), timer.clock()).open())
                    .isZero();
        }
    }

    @Test
    void speaksOnceThroughTheNearestDroneOverAFireAndSeesItDone() {
        list = "{\"id\":\"i1\",\"acknowledged\":true,\"openedAt\":" + FakeTimer.START.toEpochMilli()
                + ",\"rules\":[\"T1\"],\"devices\":[\"tower\"],\"position\":{\"lat\":23.345,\"lon\":116.7}}";
        detail = "{\"kind\":\"fire\",\"active\":true}";
        platform.answer(call -> call.what().startsWith("POST /devices/")
                ? new Reply(202, "{\"id\":\"c1\"}")
                : call.what().equals("GET /devices/near/commands/c1")
                        ? FakePlatform.ok("{\"state\":\"" + commandState + "\"}")
                        : answer(call));
        timer.passSeconds(5);

        assertThat(acts()).containsExactly("POST /devices/near/commands");
        Call command = platform.calls("POST ").get(0);
        assertThat(command.body().path("action").asText()).isEqualTo("speak");
        assertThat(command.body().at("/parameters/text").asText()).isNotBlank();
        assertThat(operator.commandsDone()).isZero();

        commandState = "DONE";
        timer.passSeconds(2);

        assertThat(operator.commandsSent()).isEqualTo(1);
        assertThat(operator.commandsDone()).isEqualTo(1);
        int calls = platform.calls("GET /devices/").size();
        timer.passSeconds(3);
        assertThat(platform.calls("GET /devices/")).hasSize(calls);
    }

    @Test
    void leavesReservedVehiclesAlone() {
        list = "{\"id\":\"i1\",\"acknowledged\":false,\"openedAt\":0,\"subject\":{\"id\":\"ct-cape-1\"}}";

        assertThat(operator.open()).isZero();
    }
}
