package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static io.citywatch.streaming.rules.fire.SmokeSamples.smoke;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreAlarmFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, SensorNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PreAlarmFunction(RuleParameters.DEFAULTS)),
                SensorNews::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void stateAndTimersAreGoneOnceTheSmokeIsOver() throws Exception {
        rise();
        operator.processElement(SensorNews.of(smoke(95, 0)), 0);
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processWatermark(new Watermark(T + 155_000));
        operator.processWatermark(new Watermark(T + 300_000));

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aSensorInCleanAirLeavesNothingBehind() throws Exception {
        operator.processElement(SensorNews.of(smoke(0, 0.3)), 0);

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void theRegisteredAlarmLevelCountsUntilTheSensorIsWithdrawn() throws Exception {
        operator.processElement(SensorNews.of(registered(20.0)), 0);
        rise();
        assertThat(operator.extractOutputValues()).isEmpty();

        operator.processElement(SensorNews.of(RegisteredDevice.withdrawn("sm-1")), 0);
        operator.processWatermark(new Watermark(T + 300_000));

        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    private void rise() throws Exception {
        for (double t = 0; t <= 90; t += 5) {
            operator.processElement(SensorNews.of(smoke(t, t / 12)), 0);
        }
    }

    private static RegisteredDevice registered(double alarmLevel) {
        return new RegisteredDevice(
                "sm-1", DeviceKind.SMOKE_SENSOR, 23.3, 116.7, null, null, alarmLevel, null, null, false, null);
    }
}
