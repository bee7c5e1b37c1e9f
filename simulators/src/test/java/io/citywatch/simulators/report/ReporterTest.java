package io.citywatch.simulators.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.script.Happening;
import io.citywatch.simulators.script.Scene;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {
    private static final Instant NOW = FakeTimer.START;
    private static final long PRESSED = 5_000_000_000L;

    /** What the platform lists, by device. */
    private final Map<String, String> incidents = new ConcurrentHashMap<>();

    private final FakePlatform platform = new FakePlatform(call -> FakePlatform.ok(
            "{\"items\":[" + incidents.getOrDefault(call.what().replaceAll(".*&device=", ""), "") + "]}"));
    private final OfferArrivals arrivals = new OfferArrivals();

    @AfterEach
    void close() {
        platform.close();
    }

    private SimulationReport report(Happening... happened) {
        return new Reporter(platform.api(), arrivals).report(List.of(happened));
    }

    private boolean isRight(Scene scene, String device) {
        return report(new Happening(scene, device, NOW, PRESSED)).right() == 1;
    }

    private static String incident(String id, Instant openedAt, String... rules) {
        String quoted = String.join(
                ",", Arrays.stream(rules).map(rule -> "\"" + rule + "\"").toList());
        return "{\"id\":\"" + id + "\",\"openedAt\":" + openedAt.toEpochMilli() + ",\"rules\":[" + quoted + "]}";
    }

    @Test
    void anIncidentByTheExpectedRuleIsRight() {
        incidents.put("ct-1", incident("i1", NOW.plusMillis(5), "E1"));
        incidents.put("ss-1", incident("i2", NOW.plusMillis(5), "S1", "E1"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isTrue();
        assertThat(isRight(Scene.DETECTOR_ALARM, "ss-1")).isTrue();
    }

    @Test
    void anIncidentByAnotherRuleIsWrong() {
        incidents.put("ct-1", incident("i1", NOW.plusMillis(5), "E2"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isFalse();
    }

    @Test
    void aMissingIncidentIsWrong() {
        assertThat(isRight(Scene.FALL, "ct-1")).isFalse();
    }

    @Test
    void anIncidentOfAnEarlierDayIsNotTaken() {
        incidents.put("ct-1", incident("i1", NOW.minusSeconds(60), "E1"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isFalse();
        assertThat(isRight(Scene.CANCELLED_FALL, "ct-1")).isTrue();
    }

    @Test
    void silenceIsRightWhereNothingMayBeNoticed() {
        assertThat(isRight(Scene.CANCELLED_FALL, "ct-1")).isTrue();
        assertThat(isRight(Scene.KITCHEN_SMOKE, "ss-1")).isTrue();
    }

    @Test
    void anyIncidentIsWrongWhereNothingMayBeNoticed() {
        incidents.put("ct-1", incident("i1", NOW.plusSeconds(20), "E2"));

        assertThat(isRight(Scene.CANCELLED_FALL, "ct-1")).isFalse();
    }

    @Test
    void aSceneIsNotJudgedByTheNextSceneOfTheSameHome() {
        incidents.put("ct-1", incident("i1", NOW.plusSeconds(2_400), "E1"));
        Happening cancelled = new Happening(Scene.CANCELLED_FALL, "ct-1", NOW, PRESSED);
        Happening missed = new Happening(Scene.PRESS, "ct-1", NOW.plusSeconds(1_200), PRESSED);
        Happening press = new Happening(Scene.PRESS, "ct-1", NOW.plusSeconds(2_400), PRESSED);

        assertThat(report(cancelled, missed, press).truths())
                .extracting(SimulationReport.Outcome::right)
                .containsExactly(true, false, true);
    }

    @Test
    void aPressIsMatchedWithItsFirstOffer() {
        incidents.put("ct-1", incident("i1", NOW.plusMillis(3), "E1"));
        arrivals.arrived("i1", PRESSED + 90_000_000);
        arrivals.arrived("i1", PRESSED + 40_000_000);

        SimulationReport report = report(new Happening(Scene.PRESS, "ct-1", NOW, PRESSED));

        assertThat(report.pressToOffer()).isEqualTo(new Samples(1, 40, 40, 40));
    }

    @Test
    void aPressWithoutAnOfferIsNoSample() {
        incidents.put("ct-1", incident("i1", NOW.plusMillis(3), "E1"));
        arrivals.arrived("i1", PRESSED - 1);
        arrivals.arrived("another", PRESSED + 1);

        assertThat(report(new Happening(Scene.PRESS, "ct-1", NOW, PRESSED))
                        .pressToOffer()
                        .count())
                .isZero();
    }

    @Test
    void onlyPressesAreTimed() {
        incidents.put("ct-1", incident("i1", NOW.plusMillis(3), "E2"));
        arrivals.arrived("i1", PRESSED + 40_000_000);

        assertThat(report(new Happening(Scene.FALL, "ct-1", NOW, PRESSED))
                        .pressToOffer()
                        .count())
                .isZero();
    }

    @Test
    void anApiThatRefusesIsAFailureAndNoSilence() {
        platform.answer(call -> FakePlatform.problem(500));

        assertThatThrownBy(() -> isRight(Scene.CANCELLED_FALL, "ct-1"))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("GET /incidents?limit=50&device=ct-1: 500");
    }
}
