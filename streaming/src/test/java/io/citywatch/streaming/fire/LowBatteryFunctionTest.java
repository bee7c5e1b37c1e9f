package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.battery;
import static io.citywatch.streaming.rules.fire.SmokeSamples.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fire.BatteryReport;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LowBatteryFunctionTest {
    private KeyedTwoInputStreamOperatorTestHarness<String, BatteryReport, RegisteredDevice, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LowBatteryFunction(RuleParameters.DEFAULTS)),
                BatteryReport::device,
                RegisteredDevice::device,
                Types.STRING);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void theStateIsGoneOnceTheBatteryIsGood() throws Exception {
        operator.processElement1(BatteryReport.of(battery(0, 15)), 0);
        assertThat(operator.numKeyedStateEntries()).isEqualTo(1);

        operator.processElement1(BatteryReport.of(battery(600, 90)), 0);

        assertThat(operator.extractOutputValues()).hasSize(2);
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void aHeartbeatCountsOnlyOfASmokeSensor() throws Exception {
        register(DeviceKind.CALL_TERMINAL);
        operator.processElement1(heartbeat(0, 9.0, "low-battery"), 0);
        assertThat(operator.extractOutputValues()).isEmpty();

        register(DeviceKind.SMOKE_SENSOR);
        operator.processElement1(heartbeat(30, 9.0, "low-battery"), 0);

        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    private void register(DeviceKind kind) throws Exception {
        operator.processElement2(
                RegisteredDevice.of(
                        new Device("sm-1", kind, 23.35, 116.68, null, null, null, null, null, null, null, null)),
                0);
    }
}
