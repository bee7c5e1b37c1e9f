package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import io.citywatch.streaming.rules.vehicle.UnheardPassage;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeafReaderFunctionTest {
    private static final long SPAN = 900_000;
    private static final long FIRST = 1_111_111;

    private KeyedTwoInputStreamOperatorTestHarness<String, HeardSpan, UnheardPassage, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new DeafReaderFunction(RuleParameters.DEFAULTS)),
                heard -> "city",
                passage -> "city",
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

    @Test
    void ridesThatMustHavePassedUnheardAreCountedByTheSpanThatTheyPassedIn() throws Exception {
        for (int span = 0; span < 100; span++) {
            heard("rd-1", span, 3);
            passedUnheard("rd-1", span, span % 4 == 0 ? 1 : 0);
            endOf(span);
        }
        heard("rd-1", 100, 0);
        passedUnheard("rd-1", 100, 5);
        passedUnheard("rd-1", 101, 4);
        passedUnheard("rd-2", 100, 40);
        endOf(100);
        assertThat(said()).isEmpty();
        heard("rd-1", 101, 0);
        passedUnheard("rd-1", 101, 5);
        endOf(101);

        assertThat(said()).hasSize(1);
        assertThat(said().get(0).subject().id()).isEqualTo("rd-1");
        assertThat(said().get(0).evidence()).containsEntry("passedUnheard", 14);
        heard("rd-1", 102, 0);
        endOf(102);
        assertThat(said().get(1).evidence())
                .as("what was counted is not counted again")
                .containsEntry("passedUnheard", 14);
    }

    private void passedUnheard(String reader, int span, int times) throws Exception {
        long at = (FIRST + span) * SPAN + 500_000;
        for (int i = 0; i < times; i++) {
            operator.processElement2(new UnheardPassage(reader, at + i), at);
        }
    }

    private void heard(String reader, int span, int sightings) throws Exception {
        long at = (FIRST + span) * SPAN + 400_000;
        operator.processElement1(
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
        operator.processBothWatermarks(new Watermark((FIRST + span + 1) * SPAN));
    }

    private List<Detection> said() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
