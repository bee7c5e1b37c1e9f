package io.citywatch.streaming.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.fusion.FireEvidence;
import io.citywatch.streaming.rules.fusion.PlacedEvidence;
import io.citywatch.streaming.rules.health.FaultSignal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S6 from what the rules said to the fused fire. */
class FusionStepsTest {
    private static final long T = 1_790_000_000_000L;

    private KeyedTwoInputStreamOperatorTestHarness<String, Finding, RegisteredDevice, PlacedEvidence> places;
    private KeyedOneInputStreamOperatorTestHarness<Long, PlacedEvidence, KeyedBytes> fusion;

    @BeforeEach
    void open() throws Exception {
        places = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new PlaceFunction(FusionParameters.DEFAULTS)),
                finding -> finding.newest().device(),
                RegisteredDevice::device,
                Types.STRING);
        fusion = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FireFusionFunction(FusionParameters.DEFAULTS)),
                PlacedEvidence::cell,
                Types.LONG);
        places.open();
        fusion.open();
    }

    @AfterEach
    void close() throws Exception {
        places.close();
        fusion.close();
    }

    @Test
    void anAlarmAPressAndADarkHouseAreAFireThatLeavesNothingBehind() throws Exception {
        register("sm-1", DeviceKind.SMOKE_SENSOR);
        register("ct-1", DeviceKind.CALL_TERMINAL);
        find(alarm("sm-1", TelemetryKind.SMOKE, SMOKE, 0));
        find(alarm("ct-1", TelemetryKind.CALL, SOS, 20));
        places.processElement1(Finding.of(mains("ct-1", true, 30)), 0);

        fuse();

        assertThat(detections()).extracting(Detection::phase).containsExactly(Phase.RAISED);
        Detection fire = detections().get(0);
        assertThat(fire.evidence().get("parts"))
                .isEqualTo(List.of("prior -3.0", "smoke +2.0", "mainsLost +0.5", "press +1.0"));
        assertThat(fire.causes()).hasSize(2);
        assertThat(fire.at()).isEqualTo(Instant.ofEpochMilli(T + 30_000));

        fusion.processWatermark(new Watermark(T + 30_000 + 600_000));

        assertThat(detections()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(fusion.numKeyedStateEntries()).isZero();
        assertThat(fusion.numEventTimeTimers()).isZero();
    }

    @Test
    void theMainsThatCameBackSpeakForNoFire() throws Exception {
        register("sm-1", DeviceKind.SMOKE_SENSOR);
        register("ct-1", DeviceKind.CALL_TERMINAL);
        places.processElement1(Finding.of(mains("ct-1", true, 0)), 0);
        places.processElement1(Finding.of(mains("ct-1", false, 5)), 0);
        find(alarm("sm-1", TelemetryKind.SMOKE, SMOKE, 10));
        find(alarm("ct-1", TelemetryKind.CALL, SOS, 20));

        fuse();

        assertThat(detections()).isEmpty();
    }

    @Test
    void aFindingWaitsForTheRegistryAndIsForgottenIfNobodyKnowsItsPlace() throws Exception {
        find(alarm("sm-1", TelemetryKind.SMOKE, SMOKE, 0));
        assertThat(places.extractOutputValues()).isEmpty();
        register("sm-1", DeviceKind.SMOKE_SENSOR);
        assertThat(places.extractOutputValues())
                .hasSize(9)
                .filteredOn(PlacedEvidence::own)
                .extracting(placed -> placed.evidence().sort())
                .containsExactly(FireEvidence.Sort.SMOKE);

        find(alarm("sm-2", TelemetryKind.SMOKE, SMOKE, 0));
        places.processBothWatermarks(new Watermark(T + 120_000));
        register("sm-2", DeviceKind.SMOKE_SENSOR);

        assertThat(places.extractOutputValues()).hasSize(9);
        assertThat(places.numEventTimeTimers()).isZero();
    }

    private static final String SMOKE =
            "{\"ts\":1790000000000,\"obscuration\":12,\"temperature\":30,\"battery\":90,\"alarm\":true}";
    private static final String SOS = "{\"ts\":1790000000000,\"event\":\"sos\",\"source\":\"base\"}";

    private void find(Detection detection) throws Exception {
        places.processElement1(Finding.of(KeyedBytes.detection(detection)).orElseThrow(), 0);
    }

    private void fuse() throws Exception {
        for (PlacedEvidence placed : places.extractOutputValues()) {
            fusion.processElement(placed, 0);
        }
    }

    private List<Detection> detections() {
        return fusion.extractOutputValues().stream()
                .map(said -> Json.read(said.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }

    private static Detection alarm(String device, TelemetryKind kind, String payload, int seconds) {
        Instant at = Instant.ofEpochMilli(T + seconds * 1_000L);
        LogRecord message = new LogRecord(
                new DeviceId(device),
                kind,
                Lane.EMERGENCY,
                seconds + "@b",
                at,
                at.plusMillis(3),
                payload.getBytes(StandardCharsets.UTF_8));
        return LifeAlarms.judge(message, at).orElseThrow();
    }

    private static FaultSignal mains(String device, boolean out, int seconds) {
        long at = T + seconds * 1_000L;
        return new FaultSignal(
                device,
                DeviceKind.CALL_TERMINAL,
                FaultSignal.Sort.MAINS,
                out,
                23.4,
                116.7,
                at,
                new MessageStamp(device, seconds + "@m", at, at + 3, at),
                null);
    }

    private void register(String device, DeviceKind kind) throws Exception {
        places.processElement2(RegisteredDevice.of(device(device, kind)), 0);
    }

    private static Device device(String id, DeviceKind kind) {
        return new Device(id, kind, 23.4, 116.7, null, null, null, null, null, null, null, null);
    }
}
