package io.citywatch.streaming.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Cbor;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.rules.DetectorReading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Queue;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmergencyLaneTest {
    private OneInputStreamOperatorTestHarness<LogEvent, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = ProcessFunctionTestHarnesses.forProcessFunction(new EmergencyLane());
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @ParameterizedTest
    @CsvSource({"sos, 1", "fall, 0", "cancel, 0", "ok, 0", "mains-lost, 0"})
    void eachCallGoesOnAndIsASignOfLifeAndOnlyAnSosIsRaisedHere(String event, int raised) throws Exception {
        take(call("{\"ts\":1,\"event\":\"" + event + "\",\"source\":\"base\"}"));

        assertThat(operator.extractOutputValues()).hasSize(raised);
        assertThat(count(operator.getSideOutput(Outlets.CALLS))).isEqualTo(1);
        assertThat(count(operator.getSideOutput(Outlets.LIFE))).isEqualTo(1);
        assertThat(count(operator.getSideOutput(Outlets.UNREADABLE))).isZero();
    }

    @Test
    void theSameSosTwiceIsRaisedTwiceForNoFilterMayDropIt() throws Exception {
        LogRecord sos = call("{\"ts\":1,\"event\":\"sos\",\"source\":\"base\"}");
        take(sos);
        take(sos);

        assertThat(operator.extractOutputValues())
                .extracting(KeyedBytes::key)
                .containsExactly(DetectionId.ofMessage(Rule.E1, sos), DetectionId.ofMessage(Rule.E1, sos));
    }

    @Test
    void aSosInCborIsRaisedToo() throws Exception {
        byte[] payload = Cbor.mapper()
                .writeValueAsBytes(Json.mapper().readTree("{\"ts\":1,\"event\":\"sos\",\"source\":\"base\"}"));
        Instant at = Instant.ofEpochMilli(1_000);
        take(new LogRecord(
                new DeviceId("ct-1"),
                TelemetryKind.CALL,
                Lane.EMERGENCY,
                "1@a",
                "gw-1",
                at,
                at,
                ContentType.CBOR,
                payload));

        assertThat(operator.extractOutputValues()).hasSize(1);
        assertThat(count(operator.getSideOutput(Outlets.CALLS))).isEqualTo(1);
        assertThat(count(operator.getSideOutput(Outlets.UNREADABLE))).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDetectorsDecisionGoesOnWithTheIdThatItRaised(boolean alarm) throws Exception {
        LogRecord message = message(
                TelemetryKind.SMOKE,
                "{\"ts\":1,\"obscuration\":3,\"temperature\":20,\"battery\":9,\"alarm\":" + alarm + "}");
        take(message);

        DetectorReading reading =
                operator.getSideOutput(Outlets.DETECTORS).element().getValue();
        assertThat(reading.raised()).isEqualTo(alarm ? DetectionId.ofMessage(Rule.S1, message) : null);
        assertThat(operator.extractOutputValues()).hasSize(alarm ? 1 : 0);
    }

    @Test
    void whatCannotBeReadKeepsItsTopicItsReasonAndItsBytes() throws Exception {
        LogRecord message = call("{\"ts\":1,\"event\":\"dance\",\"source\":\"base\"}");
        take(message);

        KeyedBytes entry = operator.getSideOutput(Outlets.UNREADABLE).element().getValue();
        DeadLetter letter = Json.read(entry.value(), DeadLetter.class).fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
        assertThat(entry.key()).isEqualTo("ct-1");
        assertThat(letter.topic()).isEqualTo("devices/ct-1/events/call");
        assertThat(letter.reason()).contains("dance");
        assertThat(letter.payload()).isEqualTo(message.payload());
        assertThat(operator.extractOutputValues()).isEmpty();
    }

    @Test
    void aPulseGoesNoFurther() throws Exception {
        operator.processElement(LogEvent.pulse(new Pulse("gw-1", "b1", Instant.EPOCH), 0), 0);

        assertThat(operator.getOutput()).isEmpty();
        assertThat(count(operator.getSideOutput(Outlets.UNREADABLE))).isZero();
    }

    private void take(LogRecord message) throws Exception {
        operator.processElement(LogEvent.telemetry(message), 0);
    }

    private static LogRecord call(String payload) {
        return message(TelemetryKind.CALL, payload);
    }

    private static LogRecord message(TelemetryKind kind, String payload) {
        return new LogRecord(
                new DeviceId("ct-1"),
                kind,
                Lane.EMERGENCY,
                "1@a",
                Instant.ofEpochMilli(1_000),
                Instant.ofEpochMilli(1_004),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    private static int count(Queue<?> output) {
        return output == null ? 0 : output.size();
    }
}
