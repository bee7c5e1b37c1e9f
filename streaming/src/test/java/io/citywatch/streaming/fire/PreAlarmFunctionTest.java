package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static io.citywatch.streaming.rules.fire.SmokeSamples.smoke;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.SmokeSample;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreAlarmFunctionTest {
    private KeyedTwoInputStreamOperatorTestHarness<String, SmokeSample, RegisteredDevice, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new PreAlarmFunction(RuleParameters.DEFAULTS)),
                SmokeSample::device,
                RegisteredDevice::device,
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
        operator.processElement1(smoke(95, 0), 0);
        assertThat(operator.numEventTimeTimers()).isEqualTo(1);

        operator.processBothWatermarks(new Watermark(T + 155_000));
        operator.processBothWatermarks(new Watermark(T + 300_000));

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void aSensorInCleanAirLeavesNothingBehind() throws Exception {
        operator.processElement1(smoke(0, 0.3), 0);

        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void theRegisteredAlarmLevelCountsUntilTheSensorIsWithdrawn() throws Exception {
        operator.processElement2(registered(20.0), 0);
        rise();
        assertThat(operator.extractOutputValues()).isEmpty();

        operator.processElement2(RegisteredDevice.withdrawn("sm-1"), 0);
        operator.processBothWatermarks(new Watermark(T + 300_000));

        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    private void rise() throws Exception {
        for (double t = 0; t <= 90; t += 5) {
            operator.processElement1(smoke(t, t / 12), 0);
        }
    }

    private static RegisteredDevice registered(double alarmLevel) {
        return new RegisteredDevice(
                "sm-1", DeviceKind.SMOKE_SENSOR, 23.3, 116.7, null, null, alarmLevel, null, null, false, null);
    }
}
