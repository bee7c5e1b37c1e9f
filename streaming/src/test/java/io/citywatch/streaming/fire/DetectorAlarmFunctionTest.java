package io.citywatch.streaming.fire;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.FireParameters;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectorAlarmFunctionTest {
    private static final String RAISED = "0123456789abcdef0123456789abcdef";

    private KeyedOneInputStreamOperatorTestHarness<String, DetectorReading, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DetectorAlarmFunction(FireParameters.DEFAULTS)),
                DetectorReading::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void theStateIsGoneOnceTheAlarmIsCleared() throws Exception {
        operator.processElement(reading("sm-1", 1_000, RAISED), 0);
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);

        operator.processElement(reading("sm-1", 2_000, null), 0);

        assertThat(operator.extractOutputValues()).extracting(KeyedBytes::key).containsExactly(RAISED);
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void anotherDetectorsEndClearsNothing() throws Exception {
        operator.processElement(reading("sm-1", 1_000, RAISED), 0);
        operator.processElement(reading("sm-2", 2_000, null), 0);

        assertThat(operator.extractOutputValues()).isEmpty();
    }

    @Test
    void anAlarmThatNeverEndsIsForgottenAfterSevenDays() throws Exception {
        operator.setStateTtlProcessingTime(0);
        operator.processElement(reading("sm-1", 1_000, RAISED), 0);

        operator.setStateTtlProcessingTime(Duration.ofDays(7).toMillis() + 1);
        operator.processElement(reading("sm-1", 2_000, null), 0);

        assertThat(operator.extractOutputValues()).isEmpty();
    }

    private static DetectorReading reading(String device, long receivedAt, String raised) {
        return new DetectorReading(
                device, receivedAt + "@a", receivedAt, receivedAt + 3, receivedAt - 10, 0.4, 21.5, raised);
    }
}
