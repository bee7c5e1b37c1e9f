package io.citywatch.streaming.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.health.HealthParameters;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayFunctionTest {
    private static final long SECOND = 1_000;
    private static final long T = 1_000_000_000_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, GatewayPulse, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new GatewayFunction(HealthParameters.DEFAULTS)),
                GatewayPulse::gateway,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void aGatewayWithoutAPulseForAQuarterOfAnHourIsGoneUntilItsNext() throws Exception {
        pulse("gw-1", T);
        for (long at = T; at <= T + 901 * SECOND; at += SECOND) {
            pulse("gw-2", at);
            operator.processWatermark(new Watermark(at - SECOND));
        }
        assertThat(said()).hasSize(1);
        pulse("gw-1", T + 1_000 * SECOND);
        pulse("gw-1", T + 1_001 * SECOND);

        assertThat(said()).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        Detection raised = said().get(0);
        assertThat(raised.rule()).isEqualTo(Rule.D5);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.subject()).isEqualTo(Subject.device("gw-1"));
        assertThat(raised.device()).hasToString("gw-1");
        assertThat(raised.at().toEpochMilli()).isEqualTo(T + 900 * SECOND);
        assertThat(said().get(1).evidence()).containsEntry("silentSeconds", 1_000);
    }

    @Test
    void aPlatformThatWasDownForHoursMissesNoGateway() throws Exception {
        pulse("gw-1", T);
        operator.processWatermark(new Watermark(T - SECOND));

        pulse("gw-1", T + 9_000 * SECOND);
        operator.processWatermark(new Watermark(T + 8_999 * SECOND));

        assertThat(said()).isEmpty();
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);
    }

    private void pulse(String gateway, long at) throws Exception {
        operator.processElement(new GatewayPulse(gateway, "b1", at, at + 4), 0);
    }

    private List<Detection> said() {
        return operator.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
