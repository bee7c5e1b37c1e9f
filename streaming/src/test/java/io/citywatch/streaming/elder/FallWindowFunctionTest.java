package io.citywatch.streaming.elder;

import static io.citywatch.streaming.rules.Calls.cancel;
import static io.citywatch.streaming.rules.Calls.fall;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.FallParameters;
import io.citywatch.streaming.rules.StandingFall;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FallWindowFunctionTest {
    private static final long T = 1_000_000_000_000L;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private KeyedTwoInputStreamOperatorTestHarness<String, Call, Terminal, StandingFall> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness(T);
        operator.open();
        operator.setProcessingTime(T);
        operator.processWatermark2(Watermark.MAX_WATERMARK);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aFallStandsByEventTimeForThePersonThatTheRegistryNames() throws Exception {
        operator.processElement2(new Terminal("ct-1", "e-7"), 0);
        operator.processElement1(fall("1@a", T), 0);

        operator.processWatermark1(new Watermark(T + 20 * SECOND - 1));
        assertThat(operator.extractOutputValues()).isEmpty();
        operator.processWatermark1(new Watermark(T + 20 * SECOND));

        assertThat(operator.extractOutputValues())
                .containsExactly(new StandingFall(fall("1@a", T), T + 20 * SECOND, "e-7"));
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    @Test
    void theRegistryIsJoinedWhenTheWindowEndsSoALateEntryStillCounts() throws Exception {
        operator.processElement1(fall("1@a", T), 0);
        operator.processElement2(new Terminal("ct-1", "e-7"), 0);

        operator.processWatermark1(new Watermark(T + MINUTE));

        assertThat(operator.extractOutputValues())
                .extracting(StandingFall::person)
                .containsExactly("e-7");
    }

    @Test
    void aWithdrawnTerminalIsNobodys() throws Exception {
        operator.processElement2(new Terminal("ct-1", "e-7"), 0);
        operator.processElement2(new Terminal("ct-1", null), 0);
        operator.processElement1(fall("1@a", T), 0);

        operator.processWatermark1(new Watermark(T + MINUTE));

        assertThat(operator.extractOutputValues())
                .extracting(StandingFall::person)
                .containsOnlyNulls();
        operator.processWatermark1(new Watermark(T + 11 * MINUTE));
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void aCancelledFallNeverStandsAndLeavesNothingBehind() throws Exception {
        operator.processElement1(fall("1@a", T), 0);
        operator.processElement1(cancel("2@a", T + 5 * SECOND), 0);
        assertThat(operator.numProcessingTimeTimers()).isZero();

        operator.setProcessingTime(T + MINUTE);
        operator.processWatermark1(new Watermark(T + 11 * MINUTE));

        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void stateAndTimersAreGoneOnceARepeatCannotCome() throws Exception {
        operator.processElement1(fall("1@a", T), 0);

        operator.processWatermark1(new Watermark(T + MINUTE));
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
        operator.processWatermark1(new Watermark(T + 10 * MINUTE));

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aStalledWatermarkHoldsAFallForFiveSecondsAtMost() throws Exception {
        operator.processElement1(fall("1@a", T), 0);

        operator.setProcessingTime(T + 25 * SECOND - 1);
        assertThat(operator.extractOutputValues()).isEmpty();
        operator.setProcessingTime(T + 25 * SECOND);

        assertThat(operator.extractOutputValues()).extracting(StandingFall::at).containsExactly(T + 20 * SECOND);
        operator.processWatermark1(new Watermark(T + MINUTE));
        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    @Test
    void twoFallsOfOneInstantStandByTheClockBoth() throws Exception {
        operator.processElement1(fall("1@a", T), 0);
        operator.processElement1(fall("2@a", T), 0);

        operator.setProcessingTime(T + 25 * SECOND);

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    @Test
    void afterARestartACancelThatArrivedMeanwhileIsReadBeforeTheClockDecides() throws Exception {
        operator.processElement1(fall("1@a", T), 0);
        OperatorSubtaskState checkpoint = operator.snapshot(1, T + SECOND);
        long restartedAt = T + 3 * MINUTE;
        operator.close();
        operator = harness(restartedAt);
        operator.initializeState(checkpoint);
        operator.open();

        operator.setProcessingTime(restartedAt);
        assertThat(operator.extractOutputValues()).isEmpty();
        operator.processElement1(cancel("2@a", T + 5 * SECOND), 0);
        operator.setProcessingTime(restartedAt + MINUTE);

        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.numProcessingTimeTimers()).isZero();
    }

    @Test
    void afterARestartAFallThatNobodyCancelledStandsOnce() throws Exception {
        operator.processElement2(new Terminal("ct-1", "e-7"), 0);
        operator.processElement1(fall("1@a", T), 0);
        OperatorSubtaskState checkpoint = operator.snapshot(1, T + SECOND);
        long restartedAt = T + 3 * MINUTE;
        operator.close();
        operator = harness(restartedAt);
        operator.initializeState(checkpoint);
        operator.open();

        operator.setProcessingTime(restartedAt);
        operator.setProcessingTime(restartedAt + 5 * SECOND);

        assertThat(operator.extractOutputValues())
                .containsExactly(new StandingFall(fall("1@a", T), T + 20 * SECOND, "e-7"));
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Call, Terminal, StandingFall> harness(long startedAt)
            throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(startedAt), ZoneOffset.UTC);
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new FallWindowFunction(FallParameters.DEFAULTS, clock)),
                Call::device,
                Terminal::device,
                Types.STRING);
    }
}
