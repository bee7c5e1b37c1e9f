package io.citywatch.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFunctionTest {
    private static final long SECOND = 1_000;
    private static final long T = 1_000_000_000_000L;

    private KeyedTwoInputStreamOperatorTestHarness<String, DeviceNews, GatewayPulse, KeyedBytes> operator;
    private long pulsedAt = T;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TAG_READER, R11, P3, device",
        "CALL_TERMINAL, E7, P2, person",
        "SMOKE_SENSOR, D1, P3, device",
        "THERMAL_CAMERA, D1, P3, device",
        "ENVIRONMENT_SENSOR, D1, P3, device"
    })
    void aDeviceThatMissesThreeOfItsIntervalsIsOfflineUntilItsNextMessage(
            DeviceKind kind, Rule rule, Severity severity, String subject) throws Exception {
        register(kind, 20);
        pulseTo(T + 10 * SECOND);
        hear("1@a", T + 10 * SECOND);

        pulseTo(T + 70 * SECOND);
        assertThat(faults()).as("event time is a second behind").isEmpty();
        pulseTo(T + 71 * SECOND);
        pulseTo(T + 400 * SECOND);
        Detection raised = told(0);
        hear("2@a", T + 400 * SECOND);

        assertThat(faults()).extracting(FaultSignal::out).containsExactly(true, false);
        assertThat(raised.rule()).isEqualTo(rule);
        assertThat(raised.severity()).isEqualTo(severity);
        assertThat(raised.subject().type()).isEqualTo(subject);
        assertThat(raised.key()).isEqualTo("dv-1");
        assertThat(raised.at().toEpochMilli()).isEqualTo(T + 70 * SECOND);
        assertThat(raised.revision()).isEqualTo(T + 70 * SECOND);
        assertThat(raised.identity()).isEqualTo("1@a");
        assertThat(raised.evidence()).containsEntry("silentSeconds", 60).containsEntry("intervalSeconds", 20);
        assertThat(told(1).phase()).isEqualTo(Phase.CLEARED);
        assertThat(told(1).id()).isEqualTo(raised.id());
        assertThat(told(1).evidence()).containsEntry("silentSeconds", 390);
    }

    @Test
    void whatTheHeartbeatSaysOfItsIntervalIsBelievedBeforeTheRegistry() throws Exception {
        register(DeviceKind.SMOKE_SENSOR, 600);
        hear("1@a", T);
        operator.processElement1(DeviceNews.of(state("1@a", T, true, 10, null, List.of())), 0);

        pulseTo(T + 31 * SECOND);

        assertThat(told(0).evidence()).containsEntry("intervalSeconds", 10);
    }

    @ParameterizedTest
    @CsvSource({"TAG_READER, 1", "SMOKE_SENSOR, 0", "CALL_TERMINAL, 0"})
    void onlyAReaderIsMissedThatNamesNoInterval(DeviceKind kind, int missed) throws Exception {
        register(kind, null);
        hear("1@a", T);

        pulseTo(T + 181 * SECOND);

        assertThat(faults()).hasSize(missed);
    }

    @Test
    void aDeviceThatWasNeverHeardOrThatNobodyRegisteredIsNotMissed() throws Exception {
        register(DeviceKind.TAG_READER, 20);
        operator.processElement1(DeviceNews.of(new SignOfLife("other", "gw-1", "1@a", T, T + 3, T, new int[0])), 0);

        pulseTo(T + 600 * SECOND);

        assertThat(faults()).isEmpty();
    }

    @Test
    void aGatewayThatWasAwayForTwoMinutesIsBlamedOnNobodyAndADeadDeviceIsFoundAfterwards() throws Exception {
        register(DeviceKind.CALL_TERMINAL, 20);
        register("dead", DeviceKind.CALL_TERMINAL, 20);
        pulseTo(T + 100 * SECOND);
        hear("1@a", T + 95 * SECOND);
        hear("dead", "1@d", T + 95 * SECOND);

        startPulsingAgainAt(T + 220 * SECOND);
        pulseTo(T + 345 * SECOND);
        hear("2@a", T + 345 * SECOND);
        pulseTo(T + 350 * SECOND);
        assertThat(faults()).isEmpty();
        pulseTo(T + 406 * SECOND);

        assertThat(faults()).extracting(FaultSignal::device).containsExactly("dead");
        // 5 s before the gap, which ends 130 s after the pulse at 220 s, and 55 s behind it.
        assertThat(told(0).at().toEpochMilli()).isEqualTo(T + 405 * SECOND);
    }

    @Test
    void aPlatformThatWasKilledAndRestartedBlamesNobody() throws Exception {
        register(DeviceKind.TAG_READER, 20);
        for (int i = 0; i <= 10; i++) {
            pulseTo(T + i * 10L * SECOND);
            hear(i + "@a", T + i * 10L * SECOND);
        }
        OperatorSubtaskState checkpoint = operator.snapshot(1, T);
        operator.close();
        operator = harness();
        operator.initializeState(checkpoint);
        operator.open();

        startPulsingAgainAt(T + 7_200 * SECOND);
        pulseTo(T + 7_200 * SECOND + 100 * SECOND);
        hear("99@a", T + 7_300 * SECOND);
        pulseTo(T + 7_350 * SECOND);

        assertThat(faults()).isEmpty();
    }

    @Test
    void whileItsGatewayIsAwayNobodyIsMissedThoughAnotherGoesOn() throws Exception {
        register(DeviceKind.TAG_READER, 20);
        pulseTo(T + 10 * SECOND);
        hear("1@a", T + 10 * SECOND);

        for (long at = T + 11 * SECOND; at <= T + 3_600 * SECOND; at += SECOND) {
            operator.processElement2(new GatewayPulse("gw-2", "b1", at, at), 0);
            watermark(at - SECOND);
        }

        assertThat(faults()).isEmpty();
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aDeviceHasOneTimerHoweverOftenItIsHeard() throws Exception {
        register(DeviceKind.TAG_READER, 20);
        for (int i = 0; i < 50; i++) {
            hear(i + "@a", T + i * SECOND);
        }
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        pulseTo(T + 61 * SECOND);

        assertThat(operator.numEventTimeTimers()).isEqualTo(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void aWillIsNoIntervalAndAWithdrawnDeviceLeavesNothingBehind() throws Exception {
        register(DeviceKind.TAG_READER, 20);
        hear("1@a", T);
        operator.processElement1(DeviceNews.of(state("w", T + SECOND, false, 1, null, List.of())), 0);
        pulseTo(T + 60 * SECOND);
        assertThat(faults()).isEmpty();
        pulseTo(T + 61 * SECOND);
        assertThat(faults()).hasSize(1);

        operator.processElement1(DeviceNews.of(RegisteredDevice.withdrawn("dv-1")), 0);

        assertThat(told(1).phase()).isEqualTo(Phase.CLEARED);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aLowBatteryIsToldUntilItIsGoodAgain() throws Exception {
        register(DeviceKind.THERMAL_CAMERA, 20);
        charge("1@a", 20.0, List.of());
        charge("2@a", 19.9, List.of());
        charge("3@a", 15.0, List.of());
        charge("4@a", 9.8, List.of());
        charge("5@a", 24.9, List.of());
        charge("6@a", 25.0, List.of("low-battery"));
        charge("7@a", 25.0, List.of());

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said()).extracting(Detection::rule).containsOnly(Rule.D2);
        assertThat(said()).extracting(Detection::subject).containsOnly(Subject.device("dv-1"));
        assertThat(said().get(0).evidence()).containsEntry("battery", 19.9).containsEntry("reason", "level");
    }

    @ParameterizedTest
    @CsvSource({"SMOKE_SENSOR, 0", "CALL_TERMINAL, 1"})
    void aFaultSaysItTooAndSmokeSensorsHaveARuleOfTheirOwn(DeviceKind kind, int raised) throws Exception {
        register(kind, 20);
        charge("1@a", null, List.of("low-battery"));
        charge("2@a", null, List.of());

        assertThat(said()).hasSize(2 * raised);
    }

    @Test
    void anUnreadableAlarmIsRaisedToldAgainAndOverTenMinutesLater() throws Exception {
        unreadable("h1", T);
        unreadable("h1", T + SECOND);
        unreadable("h2", T + 2 * SECOND);
        pulseTo(T + 602 * SECOND);
        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        pulseTo(T + 603 * SECOND);

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said().get(0).severity()).isEqualTo(Severity.P2);
        assertThat(said().get(1).evidence())
                .containsEntry("count", 2)
                .containsEntry("reason", "torn")
                .containsEntry("topic", "devices/dv-1/events/call");
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    private void register(DeviceKind kind, Integer interval) throws Exception {
        register("dv-1", kind, interval);
    }

    private void register(String device, DeviceKind kind, Integer interval) throws Exception {
        operator.processElement1(
                DeviceNews.of(new RegisteredDevice(
                        device, kind, 23.35, 116.68, null, null, null, interval, "e-7", false, null)),
                0);
    }

    private void hear(String identity, long at) throws Exception {
        hear("dv-1", identity, at);
    }

    private void hear(String device, String identity, long at) throws Exception {
        operator.processElement1(
                DeviceNews.of(new SignOfLife(device, "gw-1", identity, at, at + 3, at, new int[0])), 0);
    }

    private void charge(String identity, Double battery, List<String> faults) throws Exception {
        operator.processElement1(DeviceNews.of(state(identity, T, true, 20, battery, faults)), 0);
    }

    private void unreadable(String identity, long at) throws Exception {
        operator.processElement1(
                DeviceNews.of(new UnreadableMessage(
                        "dv-1", "devices/dv-1/events/call", identity, "torn", at, at + 3, -1, null, -1)),
                0);
    }

    private static StateReport state(
            String identity, long at, boolean online, int interval, Double battery, List<String> faults) {
        return new StateReport("dv-1", identity, at, at + 3, at, online, interval, battery, null, null, faults);
    }

    private void pulseTo(long time) throws Exception {
        for (; pulsedAt <= time; pulsedAt += SECOND) {
            operator.processElement2(new GatewayPulse("gw-1", "b1", pulsedAt, pulsedAt), 0);
            watermark(pulsedAt - SECOND);
        }
    }

    private void startPulsingAgainAt(long time) throws Exception {
        pulsedAt = time;
        pulseTo(time);
    }

    private void watermark(long time) throws Exception {
        operator.processWatermark1(new Watermark(time));
        operator.processWatermark2(new Watermark(time));
    }

    private List<FaultSignal> faults() {
        var records = operator.getSideOutput(DeviceFunction.FAULTS);
        return records == null
                ? List.of()
                : records.stream().map(record -> record.getValue()).toList();
    }

    private Detection told(int index) {
        return detection(faults().get(index).detection());
    }

    private List<Detection> said() {
        List<Detection> said = new ArrayList<>();
        Stream.of(operator.extractOutputValues())
                .forEach(entries -> entries.forEach(entry -> said.add(detection(entry.value()))));
        return said;
    }

    private static Detection detection(byte[] json) {
        return Json.read(json, Detection.class).fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, DeviceNews, GatewayPulse, KeyedBytes> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DeviceFunction(RuleParameters.DEFAULTS), List.of(GatewayLives.STATE)),
                DeviceNews::device,
                null,
                Types.STRING);
    }
}
