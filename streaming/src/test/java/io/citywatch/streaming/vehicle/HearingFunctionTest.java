package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.health.GatewayLives;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.vehicle.HeardSpan;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HearingFunctionTest {
    private static final long SPAN = 900_000;
    private static final long FIRST = 1_111_111;
    private static final long T = FIRST * SPAN;

    private KeyedTwoInputStreamOperatorTestHarness<String, SignOfLife, GatewayPulse, HeardSpan> operator;
    private long pulsedAt = T - 1_000;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new HearingFunction(RuleParameters.DEFAULTS), List.of(GatewayLives.STATE)),
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
    void aSpanHasAllThatWasSightedInItByTheTimesOfReceipt() throws Exception {
        operator.processElement1(sign(0, 3), 0);
        operator.processElement1(sign(0, 0), 0);
        operator.processElement1(sign(1, 7), 0);
        operator.processElement1(sign(0, 4), 0);
        advanceTo(T + SPAN - 1);
        assertThat(heard()).isEmpty();

        advanceTo(T + 2 * SPAN);

        assertThat(heard()).extracting(HeardSpan::sightings).containsExactly(7, 7);
        assertThat(heard()).extracting(HeardSpan::span).containsExactly(FIRST, FIRST + 1);
        assertThat(heard()).extracting(HeardSpan::reader).containsOnly("rd-1");
    }

    @Test
    void aReaderThatLivesAndHearsNothingSaysSo() throws Exception {
        operator.processElement1(sign(0, 3), 0);
        operator.processElement1(sign(1, 0), 0);
        advanceTo(T + 2 * SPAN);

        assertThat(heard()).extracting(HeardSpan::sightings).containsExactly(3, 0);
    }

    @Test
    void aSpanInWhichItSaidNothingAtAllIsNotToldOf() throws Exception {
        operator.processElement1(sign(0, 3), 0);
        operator.processElement1(sign(2, 5), 0);
        advanceTo(T + 3 * SPAN);

        assertThat(heard()).extracting(HeardSpan::span).containsExactly(FIRST, FIRST + 2);
    }

    @Test
    void aSpanTellsForHowLongItsReaderSaidNothing() throws Exception {
        operator.processElement1(sign(0, 3), 0); // 400 s after its beginning
        operator.processElement1(sign(2, 5), 0);
        advanceTo(T + 3 * SPAN);

        assertThat(heard()).extracting(HeardSpan::pauseMillis).containsExactly(500_000, 500_000);
    }

    @Test
    void aSpanInWhichOurGatewayWasAwayIsNotToldOf() throws Exception {
        operator.processElement1(sign(0, 5), 0);
        advanceTo(T + SPAN);
        operator.processElement1(sign(1, 5), 0);
        pulsedAt = T + 2 * SPAN - 20_000;
        advanceTo(T + 2 * SPAN);

        assertThat(heard()).extracting(HeardSpan::span).containsExactly(FIRST);
    }

    @Test
    void aDeviceThatSeesNoTagsIsNotRemembered() throws Exception {
        operator.processElement1(sign(0, 0), 0);

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aReaderThatFallsSilentLeavesNoTimer() throws Exception {
        operator.processElement1(sign(0, 100), 0);
        advanceTo(T + SPAN);

        assertThat(operator.numEventTimeTimers()).isZero();
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
        return new SignOfLife(
                "rd-1",
                "gw-1",
                span + "@a",
                at,
                at + 3,
                at,
                IntStream.range(0, sightings).map(i -> i / 2).toArray());
    }

    private List<HeardSpan> heard() {
        return operator.extractOutputValues();
    }
}
