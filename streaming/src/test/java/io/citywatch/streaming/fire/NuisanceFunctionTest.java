package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.RuleParameters;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NuisanceFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, DetectorReading, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new NuisanceFunction(RuleParameters.DEFAULTS.smoke())),
                DetectorReading::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void onlyTheAlarmsThatMayCountAgainOutliveTheHint() throws Exception {
        for (int i = 0; i < 6; i++) {
            long at = T + i * 20_000L;
            String raised = i % 2 == 0 ? String.format("%032x", i) : null;
            operator.processElement(new DetectorReading("sm-1", at + "@a", at, at + 3, at, 12, 25, raised), 0);
        }
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processWatermark(new Watermark(T + 100_000 + 600_000));

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
    }
}
