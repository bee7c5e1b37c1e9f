package io.citywatch.streaming.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.streaming.io.KeyedBytes;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusStepTest {
    private static final long T = 1_000_000_000_000L;

    private OneInputStreamOperatorTestHarness<KeyedBytes, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new StatusStep());
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void itSaysOnceASecondHowFarEventTimeHasCome() throws Exception {
        advance(T - 1_000, T);
        advance(T - 500, T + 500);
        advance(T, T + 1_000);

        assertThat(said())
                .containsExactly(
                        new DetectionStatus("detection", Instant.ofEpochMilli(T - 1_000), Instant.ofEpochMilli(T)),
                        new DetectionStatus("detection", Instant.ofEpochMilli(T), Instant.ofEpochMilli(T + 1_000)));
    }

    @Test
    void itSaysNothingWhileEventTimeStandsStillOrIsOver() throws Exception {
        advance(Long.MAX_VALUE, T);
        operator.setProcessingTime(T + 60_000);

        assertThat(said()).isEmpty();
    }

    private void advance(long eventTime, long clock) throws Exception {
        operator.setProcessingTime(clock);
        operator.processWatermark(new Watermark(eventTime));
    }

    private List<DetectionStatus> said() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), DetectionStatus.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
