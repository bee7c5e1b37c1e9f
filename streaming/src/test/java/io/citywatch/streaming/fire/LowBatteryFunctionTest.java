package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.battery;
import static io.citywatch.streaming.rules.fire.SmokeSamples.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LowBatteryFunctionTest {
    private KeyedOneInputStreamOperatorTestHarness<String, SensorNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LowBatteryFunction(RuleParameters.DEFAULTS)),
                SensorNews::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void theStateIsGoneOnceTheBatteryIsGoodForAWhile() throws Exception {
        operator.processElement(SensorNews.of(battery(0, 15)), 0);
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);

        operator.processElement(SensorNews.of(battery(600, 90)), 0);
        operator.processElement(SensorNews.of(battery(2 * 86_400, 90)), 0);

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void aHeartbeatCountsOnlyOfASmokeSensor() throws Exception {
        register(DeviceKind.CALL_TERMINAL);
        operator.processElement(SensorNews.of(state(0, 9.0, "low-battery")), 0);
        assertThat(operator.extractOutputValues()).isEmpty();

        register(DeviceKind.SMOKE_SENSOR);
        operator.processElement(SensorNews.of(state(30, 9.0, "low-battery")), 0);

        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    private void register(DeviceKind kind) throws Exception {
        operator.processElement(
                SensorNews.of(RegisteredDevice.of(
                        new Device("sm-1", kind, 23.35, 116.68, null, null, null, null, null, null, null, null))),
                0);
    }
}
