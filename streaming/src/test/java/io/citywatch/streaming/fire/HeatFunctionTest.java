package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static io.citywatch.streaming.rules.fire.SmokeSamples.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fire.AlarmSign;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeatFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, SensorNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HeatFunction(RuleParameters.DEFAULTS)),
                SensorNews::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void stateAndTimersAreGoneOnceTheHeatIsOver() throws Exception {
        operator.processElement(SensorNews.of(at(0, 60)), 0);
        operator.processElement(SensorNews.of(at(5, 30)), 0);
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processWatermark(new Watermark(T + 65_000));
        assertThat(phases()).containsExactly(Phase.RAISED, Phase.CLEARED);
        operator.processWatermark(new Watermark(T + 185_000));

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aSensorThatIsNeverHotLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 5; i++) {
            operator.processElement(SensorNews.of(at(600.0 * i, 20)), 0);
        }
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processWatermark(new Watermark(T + 2_400_000 + 180_000));

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void readingsThatComeOftenMoveTheTimerOnAndAreForgottenAfterTheLast() throws Exception {
        for (int i = 0; i <= 30; i++) {
            operator.processElement(SensorNews.of(at(10.0 * i, 20)), 0);
            operator.processWatermark(new Watermark(T + 10_000L * i));
            assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
            assertThat(operator.numEventTimeTimers()).isEqualTo(1);
        }

        operator.processWatermark(new Watermark(T + 300_000 + 180_000));

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void everyHotReadingIsASignAndSoIsTheEnd() throws Exception {
        operator.processElement(SensorNews.of(at(0, 60)), 0);
        operator.processElement(SensorNews.of(at(5, 61)), 0);
        operator.processElement(SensorNews.of(at(10, 30)), 0);
        operator.processWatermark(new Watermark(T + 70_000));

        List<AlarmSign> signs = operator.getSideOutput(HeatFunction.SIGNS).stream()
                .map(record -> record.getValue())
                .toList();
        assertThat(signs).extracting(AlarmSign::stands).containsExactly(true, true, false);
        assertThat(signs)
                .extracting(AlarmSign::id)
                .containsOnly(operator.extractOutputValues().get(0).key());
    }

    private List<Phase> phases() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(Detection::phase, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
