package io.citywatch.streaming.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkLaneTest {
    private OneInputStreamOperatorTestHarness<LogEvent, SignOfLife> operator;

    @BeforeEach
    void open() throws Exception {
        operator = ProcessFunctionTestHarnesses.forProcessFunction(new BulkLane());
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void eachTagOfAMessageIsAReadWithTheMobileReadersPlace() throws Exception {
        take(
                TelemetryKind.TAG_SIGHTINGS,
                "{\"ts\":900,\"lat\":23.3,\"lon\":116.6,\"sightings\":[{\"tag\":\"AABBCCDD\",\"ts\":800,\"rssi\":-60},"
                        + "{\"tag\":\"AABBCCDE\",\"ts\":810,\"rssi\":-61}]}");

        assertThat(out(Outlets.READS))
                .containsExactly(
                        new TagRead("AABBCCDD", "dv-1", "1@a", 1_000, 1_004, 800, -60, 23.3, 116.6),
                        new TagRead("AABBCCDE", "dv-1", "1@a", 1_000, 1_004, 810, -61, 23.3, 116.6));
        assertThat(operator.extractOutputValues())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new SignOfLife("dv-1", "gw-1", "1@a", 1_000, 1_004, 900, new int[] {
                    "AABBCCDD".hashCode(), "AABBCCDE".hashCode()
                }));
    }

    @Test
    void aHeartbeatIsASignOfLifeAndAWillIsNone() throws Exception {
        take(TelemetryKind.STATE, "{\"ts\":900,\"online\":true,\"intervalSeconds\":60,\"battery\":80,\"mains\":false}");
        take(TelemetryKind.STATE, "{\"ts\":901,\"online\":false,\"intervalSeconds\":60}");

        assertThat(out(Outlets.STATES))
                .containsExactly(
                        new StateReport("dv-1", "1@a", 1_000, 1_004, 900, true, 60, 80.0, false, null, List.of()),
                        new StateReport("dv-1", "1@a", 1_000, 1_004, 901, false, 60, null, null, null, List.of()));
        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    @Test
    void aSmokeReadingIsNoAlarm() throws Exception {
        take(
                TelemetryKind.SMOKE,
                "{\"ts\":900,\"obscuration\":1.5,\"temperature\":21,\"battery\":90,\"faults\":[\"mute\"]}");

        assertThat(out(Outlets.SMOKE))
                .containsExactly(
                        new SmokeSample("dv-1", "1@a", 1_000, 1_004, 900, false, 1.5, 21, 90, List.of("mute"), null));
    }

    @Test
    void aFrameGoesOnWithItsPixels() throws Exception {
        take(
                TelemetryKind.THERMAL,
                "{\"ts\":900,\"width\":2,\"height\":1,\"pixels\":\"AQIDBA==\",\"pose\":{\"lat\":23.3,\"lon\":116.6,"
                        + "\"altitude\":80,\"heading\":10,\"pitch\":-30,\"roll\":0,\"hfov\":40,\"vfov\":30}}");

        CameraFrame frame = out(Outlets.FRAMES).get(0);
        assertThat(frame.pixels()).containsExactly(1, 2, 3, 4);
        assertThat(frame.altitude()).isEqualTo(80);
        assertThat(frame.lat()).isEqualTo(23.3);
    }

    @Test
    void aPulseTellsItsGatewayAndItsBoot() throws Exception {
        operator.processElement(LogEvent.pulse(new Pulse("gw-1", "b1", Instant.ofEpochMilli(5_000)), 5_004), 0);

        assertThat(out(Outlets.PULSES)).containsExactly(new GatewayPulse("gw-1", "b1", 5_000, 5_004));
        assertThat(operator.extractOutputValues()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsADeadLetterAndNoSignOfLife() throws Exception {
        take(TelemetryKind.STATE, "{\"ts\":900,\"online\":\"yes\"}");

        assertThat(out(Outlets.UNREADABLE)).hasSize(1);
        assertThat(operator.extractOutputValues()).isEmpty();
    }

    private void take(TelemetryKind kind, String payload) throws Exception {
        operator.processElement(
                LogEvent.telemetry(new LogRecord(
                        new DeviceId("dv-1"),
                        kind,
                        Lane.BULK,
                        "1@a",
                        "gw-1",
                        Instant.ofEpochMilli(1_000),
                        Instant.ofEpochMilli(1_004),
                        payload.getBytes(StandardCharsets.UTF_8))),
                0);
    }

    private <T> List<T> out(OutputTag<T> outlet) {
        Queue<StreamRecord<T>> records = operator.getSideOutput(outlet);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }
}
