package io.citywatch.simulators.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.FakePlatform;
import io.citywatch.simulators.FakeTimer;
import io.citywatch.simulators.SimulationFailure;
import io.citywatch.simulators.script.Happening;
import io.citywatch.simulators.script.Scene;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReporterTest {
    private static final Instant NOW = FakeTimer.START;
    private static final long PRESSED = 5_000_000_000L;

    /** What the platform lists. */
    private final List<String> incidents = new CopyOnWriteArrayList<>();

    private final FakePlatform platform = new FakePlatform(call -> FakePlatform.ok(
            call.what().equals("GET /statistics")
                    ? "{\"families\":{\"elder\":{\"incidents\":3,\"offers\":4,\"accepted\":2,\"resolved\":1}}}"
                    : "{\"items\":[" + String.join(",", incidents) + "]}"));
    private final OfferArrivals arrivals = new OfferArrivals();

    @AfterEach
    void close() {
        platform.close();
    }

    private SimulationReport report(Happening... happened) {
        return new Reporter(platform.api(), arrivals, Set.of("ct-cape-1"), NOW.minusSeconds(30))
                .report(List.of(happened), new SimulationReport.Commands(2, 1));
    }

    private boolean isRight(Scene scene, String device) {
        return report(new Happening(scene, device, Set.of(), NOW, PRESSED)).right() == 1;
    }

    private static String incident(String device, String id, Instant openedAt, String... rules) {
        String quoted = String.join(
                ",", Arrays.stream(rules).map(rule -> "\"" + rule + "\"").toList());
        return "{\"devices\":[\"" + device + "\"],\"id\":\"" + id + "\",\"openedAt\":" + openedAt.toEpochMilli()
                + ",\"rules\":[" + quoted + "]}";
    }

    @Test
    void anIncidentByTheExpectedRuleIsRight() {
        incidents.add(incident("ct-1", "i1", NOW.plusMillis(5), "E1"));
        incidents.add(incident("ss-1", "i2", NOW.plusMillis(5), "S1", "E1"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isTrue();
        assertThat(isRight(Scene.DETECTOR_ALARM, "ss-1")).isTrue();
    }

    @Test
    void anIncidentByAnotherRuleIsWrong() {
        incidents.add(incident("ct-1", "i1", NOW.plusMillis(5), "E2"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isFalse();
    }

    @Test
    void aMissingIncidentIsWrong() {
        assertThat(isRight(Scene.FALL, "ct-1")).isFalse();
    }

    @Test
    void anIncidentOfAnEarlierDayIsNotTaken() {
        incidents.add(incident("ct-1", "i1", NOW.minusSeconds(60), "E1"));

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
        incidents.add(incident("ct-1", "i1", NOW.plusSeconds(20), "E2"));

        assertThat(isRight(Scene.CANCELLED_FALL, "ct-1")).isFalse();
    }

    @Test
    void aSceneIsNotJudgedByTheNextSceneOfTheSameHome() {
        incidents.add(incident("ct-1", "i1", NOW.plusSeconds(2_400), "E1"));
        Happening cancelled = new Happening(Scene.CANCELLED_FALL, "ct-1", Set.of(), NOW, PRESSED);
        Happening missed = new Happening(Scene.PRESS, "ct-1", Set.of(), NOW.plusSeconds(1_200), PRESSED);
        Happening press = new Happening(Scene.PRESS, "ct-1", Set.of(), NOW.plusSeconds(2_400), PRESSED);

        assertThat(report(cancelled, missed, press).truths())
                .extracting(SimulationReport.Outcome::right)
                .containsExactly(true, false, true);
    }

    @Test
    void aPressIsMatchedWithItsFirstOffer() {
        incidents.add(incident("ct-1", "i1", NOW.plusMillis(3), "E1"));
        arrivals.arrived("i1", PRESSED + 90_000_000);
        arrivals.arrived("i1", PRESSED + 40_000_000);

        SimulationReport report = report(new Happening(Scene.PRESS, "ct-1", Set.of(), NOW, PRESSED));

        assertThat(report.pressToOffer()).isEqualTo(new Samples(1, 40, 40, 40));
    }

    @Test
    void aPressWithoutAnOfferIsNoSample() {
        incidents.add(incident("ct-1", "i1", NOW.plusMillis(3), "E1"));
        arrivals.arrived("i1", PRESSED - 1);
        arrivals.arrived("another", PRESSED + 1);

        assertThat(report(new Happening(Scene.PRESS, "ct-1", Set.of(), NOW, PRESSED))
                        .pressToOffer()
                        .count())
                .isZero();
    }

    @Test
    void onlyPressesAreTimed() {
        incidents.add(incident("ct-1", "i1", NOW.plusMillis(3), "E2"));
        arrivals.arrived("i1", PRESSED + 40_000_000);

        assertThat(report(new Happening(Scene.FALL, "ct-1", Set.of(), NOW, PRESSED))
                        .pressToOffer()
                        .count())
                .isZero();
    }

    @Test
    void anApiThatRefusesIsAFailureAndNoSilence() {
        platform.answer(call -> FakePlatform.problem(500));

        assertThatThrownBy(() -> isRight(Scene.CANCELLED_FALL, "ct-1"))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("GET /incidents?limit=1000: 500");
    }

    @Test
    void eachRuleIsCountedAndWhatNothingExplainsIsNamed() {
        incidents.add(incident("ss-1", "i1", NOW.plusSeconds(9), "S1"));
        incidents.add(incident("ss-9", "i2", NOW.plusSeconds(9), "S3"));
        incidents.add(incident("ct-cape-1", "i3", NOW.plusSeconds(9), "E1"));

        SimulationReport report = report(
                new Happening(Scene.SECOND_DETECTOR, "ss-1", Set.of("ss-2"), NOW, PRESSED),
                new Happening(Scene.PRESS, "ct-1", Set.of(), NOW, PRESSED));

        assertThat(report.rules())
                .isEqualTo(Map.of(
                        Rule.S1, new SimulationReport.Counts(1, 1, 0, 0),
                        Rule.S5, new SimulationReport.Counts(1, 0, 1, 0),
                        Rule.E1, new SimulationReport.Counts(1, 0, 1, 0),
                        Rule.S3, new SimulationReport.Counts(0, 0, 0, 1)));
        assertThat(report.truths().get(0).missed()).containsExactly(Rule.S5);
        assertThat(report.surplus())
                .singleElement()
                .asString()
                .startsWith("S3 in")
                .contains("ss-9");
        assertThat(report.isTrue()).isFalse();
        assertThat(report.commands()).isEqualTo(new SimulationReport.Commands(2, 1));
        assertThat(report.families().get("elder")).isEqualTo(new SimulationReport.Family(3, 4, 2, 1));
    }

    @Test
    void whatIsTrueBesideTheExpectedIsNoSurplus() {
        incidents.add(incident("tc-1", "i1", NOW.plusSeconds(9), "T1", "T2"));

        SimulationReport report = report(new Happening(Scene.FIRE_FROM_ABOVE, "tc-1", Set.of(), NOW, PRESSED));

        assertThat(report.isTrue()).isTrue();
    }

    @Test
    void anOutageIsToldByItsTimeAndCoversTheReadersOfItsQuarter() {
        incidents.add(incident("unknown", "i1", NOW.plusSeconds(9), "D4"));
        incidents.add(incident("tr-1", "i2", NOW.plusSeconds(70), "R11"));
        incidents.add(incident("tr-2", "i3", NOW.plusSeconds(70), "R11"));

        SimulationReport report = report(new Happening(Scene.POWER_CUT, "ct-1", Set.of("ct-2", "tr-1"), NOW, PRESSED));

        assertThat(report.truths().get(0).right()).isTrue();
        assertThat(report.surplus()).singleElement().asString().contains("tr-2");
    }

    @ParameterizedTest
    @CsvSource({"12, true", "-12, false"})
    void aFireThatFedTheIncidentNextDoorIsSeenByTheTimeOfItsDetection(int seconds, boolean right) {
        String incident = "\"id\":\"i1\",\"openedAt\":" + NOW.minusSeconds(20).toEpochMilli()
                + ",\"rules\":[\"S1\"],\"devices\":[\"ss-7\",\"ss-1\"]";
        String detection = "{\"rule\":\"S1\",\"at\":" + NOW.plusSeconds(seconds).toEpochMilli() + "}";
        platform.answer(call -> FakePlatform.ok(
                call.what().equals("GET /incidents/i1")
                        ? "{" + incident + ",\"detections\":[" + detection + "]}"
                        : "{\"items\":[{" + incident + "}]}"));

        assertThat(isRight(Scene.DETECTOR_ALARM, "ss-1")).isEqualTo(right);
    }

    @Test
    void aPowerCutSpoilsNoSceneInWhichNothingMayBeNoticed() {
        incidents.add(incident("ct-1", "i1", NOW.plusSeconds(9), "D4"));

        SimulationReport report = report(
                new Happening(Scene.CANCELLED_FALL, "ct-1", Set.of(), NOW, PRESSED),
                new Happening(Scene.POWER_CUT, "ct-2", Set.of("ct-1"), NOW.plusSeconds(5), PRESSED));

        assertThat(report.isTrue()).isTrue();
    }

    @Test
    void allPagesAreRead() {
        platform.answer(call -> FakePlatform.ok(
                call.what().endsWith("&after=p2")
                        ? "{\"items\":[" + incident("ct-1", "i2", NOW.plusSeconds(1), "E1") + "]}"
                        : "{\"items\":[" + incident("ct-2", "i1", NOW.plusSeconds(1), "E1") + "],\"next\":\"p2\"}"));

        assertThat(isRight(Scene.PRESS, "ct-1")).isTrue();
    }
}
