package io.citywatch.streaming.elder;

import static io.citywatch.streaming.rules.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeFunctionTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long T = 1_000_000_000_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, HomeNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HomeFunction(RuleParameters.DEFAULTS)),
                HomeNews::terminal,
                Types.STRING);
        operator.open();
        operator.processElement(
                HomeNews.of(new RegisteredDevice(
                        "ct-1", DeviceKind.CALL_TERMINAL, 23.35, 116.68, null, null, null, 60, "e-7", false, null)),
                0);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void mainsLostAreANoteAfterTenMinutesForTodayAfterTwoHoursAndOverWhenTheyAreBack() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        assertThat(faults()).extracting(FaultSignal::out).containsExactly(true);
        advanceTo(T + 10 * MINUTE - 1);
        assertThat(mains()).isEmpty();
        advanceTo(T + 10 * MINUTE);
        advanceTo(T + 120 * MINUTE);
        happens(CallEvent.Event.MAINS_RESTORED, "2@a", T + 130 * MINUTE);

        assertThat(mains()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(mains()).extracting(Detection::severity).containsExactly(Severity.P4, Severity.P3, Severity.P3);
        assertThat(mains())
                .extracting(Detection::id)
                .containsOnly(mains().get(0).id());
        assertThat(mains()).extracting(Detection::subject).containsOnly(Subject.person("e-7"));
        assertThat(mains()).extracting(Detection::key).containsOnly("ct-1");
        assertThat(mains().get(0).at().toEpochMilli()).isEqualTo(T + 10 * MINUTE);
        assertThat(mains().get(1).revision()).isEqualTo(T + 120 * MINUTE);
        assertThat(faults().get(3).out()).isFalse();
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries())
                .as("only the registry's entry")
                .isEqualTo(1);
    }

    @Test
    void aShortCutIsOnlyASignalForTheOutages() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        happens(CallEvent.Event.MAINS_LOST, "1@a", T + SECOND);
        happens(CallEvent.Event.MAINS_RESTORED, "2@a", T + 3 * MINUTE);
        advanceTo(T + 300 * MINUTE);

        assertThat(mains()).isEmpty();
        assertThat(faults()).extracting(FaultSignal::out).containsExactly(true, false);
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aHeartbeatWithoutMainsBeginsItALowBatteryMakesItUrgentAndOneWithMainsEndsIt() throws Exception {
        beats("1@a", T, 80.0, false, null);
        beats("2@a", T + MINUTE, 30.0, false, null);
        assertThat(mains()).isEmpty();
        beats("3@a", T + 2 * MINUTE, 29.0, null, null);
        beats("4@a", T + 3 * MINUTE, 28.0, false, null);
        beats("5@a", T + 4 * MINUTE, 28.0, true, null);

        assertThat(mains()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(mains().get(0).severity()).isEqualTo(Severity.P3);
        assertThat(mains().get(0).evidence()).containsEntry("battery", 29.0).containsEntry("since", T);
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aNoteWhoseBatteryRunsLowBecomesUrgent() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        advanceTo(T + 10 * MINUTE);
        beats("2@a", T + 11 * MINUTE, 29.0, false, null);
        advanceTo(T + 300 * MINUTE);

        assertThat(mains()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(mains()).extracting(Detection::severity).containsExactly(Severity.P4, Severity.P3);
    }

    @Test
    void aWordThatIsOlderThanTheCutDoesNotEndIt() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "2@a", T);
        beats("1@a", T - SECOND, 80.0, true, null);
        advanceTo(T + 10 * MINUTE);

        assertThat(mains()).hasSize(1);
    }

    @Test
    void whatWasSaidBeforeTheMainsFailedAndComesLaterEndsNothing() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        happens(CallEvent.Event.PENDANT_LOW_BATTERY, "2@a", T);
        operator.processElement(
                HomeNews.of(new StateReport(
                        "ct-1", "0@a", T + 20_000, T + 20_003, T - 9_000, true, 60, 80.0, true, 90.0, List.of())),
                0);
        advanceTo(T + 10 * MINUTE);

        assertThat(mains()).extracting(Detection::at).containsExactly(Instant.ofEpochMilli(T + 10 * MINUTE));
        assertThat(said(Rule.E6)).hasSize(1);
    }

    @Test
    void aHeartbeatThatOvertakesEventTimeDoesNotPutOffTheNote() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        beats("2@a", T + 10 * MINUTE + 6_000, 80.0, false, null);
        beats("3@a", T + 11 * MINUTE, 80.0, true, null);
        advanceTo(T + 12 * MINUTE);

        assertThat(mains()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(mains().get(0).revision()).isEqualTo(T + 10 * MINUTE);
    }

    @Test
    void aLowPendantIsRaisedAndOverWhenAHeartbeatSaysItIsGood() throws Exception {
        happens(CallEvent.Event.PENDANT_LOW_BATTERY, "1@a", T);
        beats("2@a", T + MINUTE, null, true, 19.0);
        beats("3@a", T + 2 * MINUTE, null, true, 24.0);
        beats("4@a", T + 3 * MINUTE, null, true, 25.0);

        assertThat(said(Rule.E6)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said(Rule.E6).get(0).evidence()).containsEntry("reason", "battery");
        assertThat(said(Rule.E6).get(0).severity()).isEqualTo(Severity.P3);
        assertThat(said(Rule.E6)).extracting(Detection::subject).containsOnly(Subject.person("e-7"));
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "19.9, 1"})
    void aHeartbeatTellsOfALowPendantToo(double level, int raised) throws Exception {
        beats("1@a", T, null, true, level);

        assertThat(said(Rule.E6)).hasSize(raised);
    }

    @Test
    void aLostPendantIsRaisedAndFoundWithItsNextWord() throws Exception {
        operator.processElement(HomeNews.of(call("ct-1", CallEvent.Event.PENDANT_LOST, "1@a", T)), 0);
        beats("2@a", T + MINUTE, null, true, null);
        happens(CallEvent.Event.OK, "3@a", T + 2 * MINUTE);

        assertThat(said(Rule.E6)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said(Rule.E6).get(0).evidence()).containsEntry("reason", "link");
    }

    @Test
    void linkAndBatteryAreOneEpisode() throws Exception {
        happens(CallEvent.Event.PENDANT_LOW_BATTERY, "1@a", T);
        happens(CallEvent.Event.PENDANT_LOST, "2@a", T + MINUTE);
        happens(CallEvent.Event.OK, "3@a", T + 2 * MINUTE);
        beats("4@a", T + 3 * MINUTE, null, true, 90.0);

        assertThat(said(Rule.E6))
                .extracting(Detection::phase)
                .containsExactly(Phase.RAISED, Phase.UPDATED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said(Rule.E6).subList(0, 3))
                .extracting(one -> one.evidence().get("reason"))
                .containsExactly("battery", "link", "battery");
    }

    @Test
    void eachOrderIsOneAndItsRepeatIsNone() throws Exception {
        order("1@a", T, "04.12");
        order("1@a", T + 599 * SECOND, "04.12");
        order("2@a", T + 600 * SECOND, "04.12");
        advanceTo(T + 1_200 * SECOND);

        assertThat(said(Rule.E11)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.RAISED);
        Detection first = said(Rule.E11).get(0);
        assertThat(first.severity()).isEqualTo(Severity.P4);
        assertThat(first.key()).isEqualTo("ct-1/1@a");
        assertThat(first.subject()).isEqualTo(Subject.person("e-7"));
        assertThat(first.evidence()).containsEntry("service", "04.12").containsEntry("source", "base");
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void aTerminalThatNobodyRegisteredSpeaksForItself() throws Exception {
        operator.processElement(HomeNews.of(call("ct-9", CallEvent.Event.PENDANT_LOST, "1@a", T)), 0);

        assertThat(said(Rule.E6)).extracting(Detection::subject).containsExactly(Subject.device("ct-9"));
    }

    @Test
    void aWithdrawnTerminalLeavesNothingBehind() throws Exception {
        happens(CallEvent.Event.MAINS_LOST, "1@a", T);
        advanceTo(T + 10 * MINUTE);

        operator.processElement(HomeNews.of(RegisteredDevice.withdrawn("ct-1")), 0);

        assertThat(mains()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(faults().get(faults().size() - 1).out()).isFalse();
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aHeartbeatOfAnotherKindOfDeviceIsNobodysHome() throws Exception {
        operator.processElement(
                HomeNews.of(new StateReport("rd-1", "1@a", T, T + 3, T, true, 60, 80.0, false, null, List.of())), 0);

        assertThat(faults()).isEmpty();
    }

    private void happens(CallEvent.Event event, String identity, long at) throws Exception {
        operator.processElement(HomeNews.of(call("ct-1", event, identity, at)), 0);
    }

    private void beats(String identity, long at, Double battery, Boolean mains, Double pendant) throws Exception {
        operator.processElement(
                HomeNews.of(new StateReport(
                        "ct-1", identity, at, at + 3, at, true, 60, battery, mains, pendant, List.of())),
                0);
    }

    private void order(String identity, long at, String service) throws Exception {
        operator.processElement(
                HomeNews.of(new ServiceOrder(
                        "ct-1", identity, at, at + 3, at - 40, service, CallEvent.Source.BASE, null, null)),
                0);
    }

    private void advanceTo(long time) throws Exception {
        operator.processWatermark(new Watermark(time));
    }

    private List<Detection> mains() {
        return faults().stream()
                .filter(fault -> fault.detection() != null)
                .map(fault -> detection(fault.detection()))
                .toList();
    }

    private List<FaultSignal> faults() {
        var records = operator.getSideOutput(HomeFunction.FAULTS);
        return records == null
                ? List.of()
                : records.stream().map(record -> record.getValue()).toList();
    }

    private List<Detection> said(Rule rule) {
        return operator.extractOutputValues().stream()
                .map(entry -> detection(entry.value()))
                .filter(detection -> detection.rule() == rule)
                .toList();
    }

    private static Detection detection(byte[] json) {
        return Json.read(json, Detection.class).fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
    }
}
