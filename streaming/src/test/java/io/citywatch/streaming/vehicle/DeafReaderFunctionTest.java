package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeafReaderFunctionTest {
    private static final long SPAN = 900_000;
    private static final long FIRST = 1_111_111;

    private KeyedOneInputStreamOperatorTestHarness<String, HeardSpan, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DeafReaderFunction(RuleParameters.DEFAULTS)),
                heard -> "city",
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void allReadersOfASpanAreJudgedTogetherWhenItEnds() throws Exception {
        for (int span = 0; span < 6; span++) {
            heard("rd-1", span, 100);
            heard("rd-2", span, 100);
            endOf(span);
        }
        heard("rd-2", 6, 0);
        heard("rd-2", 7, 0);
        heard("rd-1", 7, 100);
        heard("rd-1", 6, 100);
        assertThat(said()).isEmpty();

        endOf(6);

        assertThat(said()).hasSize(1);
        assertThat(said().get(0).rule()).isEqualTo(Rule.R11);
        assertThat(said().get(0).subject().id()).isEqualTo("rd-2");
        assertThat(said().get(0).at().toEpochMilli()).isEqualTo((FIRST + 7) * SPAN);
        endOf(7);
        assertThat(said()).hasSize(2);
    }

    private void heard(String reader, int span, int sightings) throws Exception {
        long at = (FIRST + span) * SPAN + 400_000;
        operator.processElement(
                new HeardSpan(
                        reader,
                        FIRST + span,
                        sightings,
                        sightings,
                        0,
                        new MessageStamp(reader, span + "@a", at, at, at)),
                at);
    }

    private void endOf(int span) throws Exception {
        operator.processWatermark(new Watermark((FIRST + span + 1) * SPAN));
    }

    private List<Detection> said() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
