package io.citywatch.streaming.elder;

import static io.citywatch.streaming.rules.Calls.fall;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.json.Json;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.Calls;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.StandingFall;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FallEpisodeFunctionTest {
    private static final long T = 1_000_000_000_000L;
    private static final long MINUTE = 60_000;

    private KeyedOneInputStreamOperatorTestHarness<String, StandingFall, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FallEpisodeFunction(FallParameters.DEFAULTS)),
                FallEpisodeFunction::keyOf,
                Types.STRING);
        operator.open();
        operator.setProcessingTime(T + 20_500);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void fallsOfTwoTerminalsOfOnePersonAreOneEpisodeThatEndsTenMinutesAfterTheLast() throws Exception {
        Call other = Calls.call("ct-2", CallEvent.Event.FALL, "1@b", T + MINUTE);
        operator.processElement(standing(fall("1@a", T), "e-7"), 0);
        operator.processElement(standing(other, "e-7"), 0);
        operator.processWatermark(new Watermark(T + 11 * MINUTE - 1));
        assertThat(phases()).containsExactly(Phase.RAISED, Phase.UPDATED);

        operator.processWatermark(new Watermark(T + 11 * MINUTE));

        assertThat(phases()).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(detections())
                .extracting(Detection::id)
                .containsOnly(detections().get(0).id());
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void anEpisodeKeepsOneTimer() throws Exception {
        operator.processElement(standing(fall("1@a", T), "e-7"), 0);
        operator.processElement(standing(fall("2@a", T + MINUTE), "e-7"), 0);

        assertThat(operator.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aPersonAndATerminalOfTheSameNameStayApart() throws Exception {
        operator.processElement(standing(fall("1@a", T), "ct-1"), 0);
        operator.processElement(standing(fall("2@a", T), null), 0);

        assertThat(phases()).containsExactly(Phase.RAISED, Phase.RAISED);
    }

    @Test
    void theDetectedStageIsTheWallClock() throws Exception {
        operator.processElement(standing(fall("1@a", T), "e-7"), 0);

        assertThat(detections().get(0).stages().detected().toEpochMilli()).isEqualTo(T + 20_500);
    }

    private static StandingFall standing(Call fall, String person) {
        return new StandingFall(fall, fall.receivedAt() + 20_000, person);
    }

    private List<Phase> phases() {
        return detections().stream().map(Detection::phase).toList();
    }

    private List<Detection> detections() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(detection -> detection, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
