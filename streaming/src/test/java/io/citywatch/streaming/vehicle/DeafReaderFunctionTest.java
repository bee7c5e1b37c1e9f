package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.health.GatewayLives;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeafReaderFunctionTest {
    private static final long SPAN = 900_000;
    private static final long T = 1_111_111L * SPAN;

    private KeyedTwoInputStreamOperatorTestHarness<String, SignOfLife, GatewayPulse, KeyedBytes> operator;
    private long pulsedAt = T - 1_000;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DeafReaderFunction(RuleParameters.DEFAULTS), List.of(GatewayLives.STATE)),
                SignOfLife::device,
                null,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aReaderThatHearsLessThanAThirdOfItsUsualForASpanIsDeafUntilItHearsAgain() throws Exception {
        for (int span = 0; span < 4; span++) {
            hear(span, 100);
        }
        hear(4, 30);
        assertThat(said()).as("30 of 100 is not below 30 %").isEmpty();

        hear(5, 29);

        Detection raised = said().get(0);
        assertThat(raised.rule()).isEqualTo(Rule.R11);
        assertThat(raised.phase()).isEqualTo(Phase.RAISED);
        assertThat(raised.subject()).isEqualTo(Subject.device("rd-1"));
        assertThat(raised.evidence())
                .containsEntry("reason", "deaf")
                .containsEntry("sightings", 29)
                .containsEntry("expected", 100);
        assertThat(raised.at().toEpochMilli()).isEqualTo(T + 6 * SPAN);
        hear(6, 0);
        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        operator.processElement1(sign(7, 40), 0);
        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
    }

    @ParameterizedTest
    @CsvSource({"3, 100", "8, 19"})
    void aReaderThatIsNewOrQuietByNatureIsNeverDeaf(int spans, int usual) throws Exception {
        for (int span = 0; span < spans; span++) {
            hear(span, usual);
        }
        hear(spans, 0);

        assertThat(said()).isEmpty();
    }

    @Test
    void aSpanInWhichOurGatewayWasAwayIsNotJudged() throws Exception {
        for (int span = 0; span < 4; span++) {
            hear(span, 100);
        }
        operator.processElement1(sign(4, 5), 0);
        pulsedAt = T + 5 * SPAN - 20_000;
        advanceTo(T + 5 * SPAN);

        assertThat(said()).isEmpty();
    }

    @Test
    void messagesOfLaterSpansWaitForTheirTurn() throws Exception {
        for (int span = 0; span < 5; span++) {
            operator.processElement1(sign(span, 100), 0);
        }
        operator.processElement1(sign(5, 3), 0);
        operator.processElement1(sign(6, 100), 0);
        for (int span = 1; span <= 6; span++) {
            advanceTo(T + span * SPAN);
        }

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED);
        assertThat(said().get(0).evidence()).containsEntry("sightings", 3);
    }

    @Test
    void aDeviceThatSeesNoTagsIsNotRemembered() throws Exception {
        operator.processElement1(sign(0, 0), 0);

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aReaderThatFallsSilentLeavesNoTimer() throws Exception {
        hear(0, 100);

        assertThat(operator.numEventTimeTimers()).isZero();
    }

    private void hear(int span, int sightings) throws Exception {
        operator.processElement1(sign(span, sightings), 0);
        advanceTo(T + (span + 1) * SPAN);
    }

    private void advanceTo(long time) throws Exception {
        for (long at = pulsedAt; at <= time + 1_000; at += 1_000) {
            operator.processElement2(new GatewayPulse("gw-1", "b1", at, at), 0);
        }
        pulsedAt = time + 2_000;
        operator.processWatermark1(new Watermark(time));
        operator.processWatermark2(new Watermark(time));
    }

    private static SignOfLife sign(int span, int sightings) {
        long at = T + span * SPAN + 400_000;
        return new SignOfLife("rd-1", "gw-1", span + "@a", at, at + 3, at, sightings);
    }

    private List<Detection> said() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
