package io.citywatch.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.health.FaultSignal;
import io.citywatch.streaming.rules.health.HealthParameters;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageFunctionTest {
    private static final long SECOND = 1_000;
    private static final long T = 1_000_000_000_000L;
    private static final double LAT = 23.352;
    private static final double LON = 116.682;
    private static final double METER = 1 / 111_195.0;

    private KeyedOneInputStreamOperatorTestHarness<String, FaultSignal, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void tenDevicesOfOneAreaAreAnOutageThatSwallowsWhatWasSaidOfThem() throws Exception {
        Detection before = mainsDetection("ct-0", Phase.RAISED);
        mains("ct-0", 0, 0, true, T, before);
        for (int i = 1; i < 9; i++) {
            mains("ct-" + i, i * 60, 0, true, T + i * SECOND, null);
        }
        assertThat(said(Rule.D4)).isEmpty();
        mains("ct-9", 500, 500, true, T + 9 * SECOND, null);

        Detection raised = said(Rule.D4).get(0);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.subject()).isEqualTo(Subject.place(raised.id()));
        assertThat(raised.key()).isEqualTo(raised.id());
        assertThat(raised.causes()).containsExactly(before.id());
        assertThat(raised.devices()).hasSize(10);
        assertThat(raised.position().metersTo(new Position(LAT, LON))).isLessThan(400);
        assertThat(raised.evidence())
                .containsEntry("devices", 10)
                .containsEntry("mainsLost", 10)
                .containsEntry("silent", 0)
                .containsEntry("kinds", List.of("call-terminal"));
        assertThat((Integer) raised.evidence().get("uncertaintyMeters")).isBetween(300, 700);
        assertThat(said(Rule.E5)).containsExactly(before);
    }

    @Test
    void whatIsSaidOfAMemberAfterwardsNamesTheOutageAndIsNeverLost() throws Exception {
        String outage = tenOut();

        Detection late = mainsDetection("ct-3", Phase.RAISED);
        mains("ct-3", 30, 0, true, T + 600 * SECOND, late);
        Detection reader = silentDetection("rd-1", Phase.RAISED);
        silent("rd-1", 700, 0, true, T + 601 * SECOND, reader);
        Detection back = silentDetection("rd-1", Phase.CLEARED);
        silent("rd-1", 700, 0, false, T + 700 * SECOND, back);
        Detection elsewhere = silentDetection("rd-2", Phase.RAISED);
        silent("rd-2", 9_000, 0, true, T + 601 * SECOND, elsewhere);

        assertThat(said(Rule.E5)).extracting(Detection::causes).containsExactly(List.of(outage));
        assertThat(said(Rule.R11)).extracting(Detection::causes).containsExactly(List.of(outage), List.of(), List.of());
        assertThat(said(Rule.R11)).extracting(Detection::id).containsExactly(reader.id(), reader.id(), elsewhere.id());
    }

    @Test
    void itIsToldOfItsGrowthEveryFiveSecondsAtMostAndEndsWhenFewerThanThreeAreOut() throws Exception {
        String outage = tenOut();
        for (int i = 10; i < 20; i++) {
            mains("ct-" + i, i * 10, 100, true, T + SECOND + i, null);
        }
        operator.processWatermark(new Watermark(T + 4 * SECOND));
        assertThat(said(Rule.D4)).hasSize(1);
        operator.processWatermark(new Watermark(T + 20 * SECOND));
        operator.processWatermark(new Watermark(T + 60 * SECOND));
        assertThat(said(Rule.D4)).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said(Rule.D4).get(1).evidence()).containsEntry("devices", 20);

        for (int i = 0; i < 17; i++) {
            mains("ct-" + i, i * 10, i < 10 ? 0 : 100, false, T + 90 * SECOND + i, null);
        }
        assertThat(said(Rule.D4)).hasSize(2);
        mains("ct-17", 170, 100, false, T + 100 * SECOND, null);

        assertThat(said(Rule.D4))
                .extracting(Detection::phase)
                .containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said(Rule.D4)).extracting(Detection::id).containsOnly(outage);
        mains("ct-18", 180, 100, false, T + 101 * SECOND, null);
        mains("ct-19", 190, 100, false, T + 102 * SECOND, null);
        assertThat(operator.numKeyedStateEntries())
                .as("nothing is remembered of it")
                .isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void tenDevicesInElevenMinutesOrTwoPlacesAreNone() throws Exception {
        for (int i = 0; i < 9; i++) {
            mains("ct-" + i, i * 10, 0, true, T, null);
        }
        mains("late", 100, 0, true, T + 601 * SECOND, null);
        mains("far", 5_000, 0, true, T + SECOND, null);

        assertThat(said(Rule.D4)).isEmpty();
    }

    @Test
    void theSameDeviceTwiceIsOne() throws Exception {
        for (int i = 0; i < 30; i++) {
            mains("ct-" + i % 9, i % 9 * 10, 0, true, T + i, null);
            silent("ct-" + i % 9, i % 9 * 10, 0, true, T + i, null);
        }

        assertThat(said(Rule.D4)).isEmpty();
    }

    @Test
    void twoOutagesThatComeToTouchBecomeTheOlder() throws Exception {
        String older = tenOut();
        for (int i = 0; i < 10; i++) {
            mains("east-" + i, 2_600 + i, 0, true, T + 20 * SECOND + i, null);
        }
        String younger = said(Rule.D4).get(1).id();
        assertThat(younger).isNotEqualTo(older);

        mains("m-1", 700, 0, true, T + 30 * SECOND, null);
        mains("m-2", 1_200, 0, true, T + 31 * SECOND, null);
        mains("m-3", 1_700, 0, true, T + 32 * SECOND, null);
        mains("m-4", 2_200, 0, true, T + 33 * SECOND, null);
        operator.processWatermark(new Watermark(T + 60 * SECOND));

        List<Detection> ended = said(Rule.D4).stream()
                .filter(one -> one.phase() == Phase.CLEARED)
                .toList();
        assertThat(ended).extracting(Detection::id).containsExactly(younger);
        assertThat(ended.get(0).causes()).containsExactly(older);
        Detection last = said(Rule.D4).get(said(Rule.D4).size() - 1);
        assertThat(last.id()).isEqualTo(older);
        assertThat(last.causes()).contains(younger);
        assertThat(last.evidence()).containsEntry("devices", 24);
    }

    @Test
    void aCutOfAHundredTerminalsAndFiveReadersIsOneHoweverItsSignalsAreShuffled() throws Exception {
        long seed = 20_261_122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            double angle = random.nextDouble() * 2 * Math.PI;
            double radius = 1_800 * Math.sqrt(random.nextDouble());
            mains("ct-" + i, radius * Math.cos(angle), radius * Math.sin(angle), true, T + i * 80L, null);
        }
        for (int i = 0; i < 5; i++) {
            silent("rd-" + i, i * 300, -i * 200, true, T + 60 * SECOND, silentDetection("rd-" + i, Phase.RAISED));
        }
        operator.processWatermark(new Watermark(T + 120 * SECOND));

        List<String> open = said(Rule.D4).stream().map(Detection::id).distinct().toList();
        List<String> merged = said(Rule.D4).stream()
                .filter(one -> one.phase() == Phase.CLEARED)
                .map(Detection::id)
                .toList();
        assertThat(open).as("seed %d", seed).hasSize(merged.size() + 1);
        Detection last = said(Rule.D4).get(said(Rule.D4).size() - 1);
        assertThat(last.evidence())
                .as("seed %d", seed)
                .containsEntry("devices", 105)
                .containsEntry("mainsLost", 100)
                .containsEntry("silent", 5)
                .containsEntry("kinds", List.of("call-terminal", "tag-reader"));
        assertThat(said(Rule.R11)).allMatch(one -> one.causes().size() == 1);
    }

    @Test
    void anOutageGoesOnAfterARestart() throws Exception {
        String outage = tenOut();
        OperatorSubtaskState checkpoint = operator.snapshot(1, T);
        operator.close();
        operator = harness();
        operator.initializeState(checkpoint);
        operator.open();

        mains("ct-3", 30, 0, true, T + 600 * SECOND, mainsDetection("ct-3", Phase.RAISED));

        assertThat(said(Rule.E5)).extracting(Detection::causes).containsExactly(List.of(outage));
        assertThat(said(Rule.D4)).isEmpty();
    }

    @Test
    void aDeviceWithoutAPlaceIsNoPartOfAnyButItsDetectionGoesOn() throws Exception {
        tenOut();
        Detection moving = silentDetection("mobile", Phase.RAISED);
        operator.processElement(
                new FaultSignal(
                                "mobile",
                                DeviceKind.TAG_READER,
                                FaultSignal.Sort.SILENT,
                                true,
                                null,
                                null,
                                T,
                                stamp("mobile", T),
                                null)
                        .with(moving),
                0);

        assertThat(said(Rule.R11)).containsExactly(moving);
    }

    private String tenOut() throws Exception {
        for (int i = 0; i < 10; i++) {
            mains("ct-" + i, i * 10, 0, true, T + i, null);
        }
        return said(Rule.D4).get(0).id();
    }

    private void mains(String device, double east, double north, boolean out, long at, Detection told)
            throws Exception {
        signal(device, DeviceKind.CALL_TERMINAL, FaultSignal.Sort.MAINS, east, north, out, at, told);
    }

    private void silent(String device, double east, double north, boolean out, long at, Detection told)
            throws Exception {
        signal(device, DeviceKind.TAG_READER, FaultSignal.Sort.SILENT, east, north, out, at, told);
    }

    private void signal(
            String device,
            DeviceKind kind,
            FaultSignal.Sort sort,
            double east,
            double north,
            boolean out,
            long at,
            Detection told)
            throws Exception {
        FaultSignal signal = new FaultSignal(
                device,
                kind,
                sort,
                out,
                LAT + north * METER,
                LON + east * METER / Math.cos(Math.toRadians(LAT)),
                at,
                stamp(device, at),
                null);
        operator.processElement(told == null ? signal : signal.with(told), 0);
    }

    private static Detection mainsDetection(String device, Phase phase) {
        return told(Rule.E5, device, phase);
    }

    private static Detection silentDetection(String device, Phase phase) {
        return told(Rule.R11, device, phase);
    }

    private static Detection told(Rule rule, String device, Phase phase) {
        MessageStamp stamp = stamp(device, T);
        return new Statement(rule, phase, stamp.episodeId(rule, device), Subject.device(device))
                .say(T, T, stamp, Instant.ofEpochMilli(T));
    }

    private static MessageStamp stamp(String device, long at) {
        return new MessageStamp(device, "1@a", at, at + 3, at - 40);
    }

    private List<Detection> said(Rule rule) {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .filter(detection -> detection.rule() == rule)
                .toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, FaultSignal, KeyedBytes> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OutageFunction(HealthParameters.DEFAULTS)),
                signal -> "city",
                Types.STRING);
    }
}
