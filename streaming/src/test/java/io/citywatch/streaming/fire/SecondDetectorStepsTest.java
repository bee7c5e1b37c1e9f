package io.citywatch.streaming.fire;

import static io.citywatch.streaming.rules.fire.SmokeSamples.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.FireParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.PlacedSign;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both functions of S5: the premises of an alarm, and what the premises make of it. */
class SecondDetectorStepsTest {
    private KeyedTwoInputStreamOperatorTestHarness<String, AlarmSign, RegisteredDevice, PlacedSign> premises;
    private KeyedOneInputStreamOperatorTestHarness<String, PlacedSign, KeyedBytes> second;

    @BeforeEach
    void open() throws Exception {
        premises = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new PremisesFunction(FireParameters.DEFAULTS)),
                AlarmSign::device,
                RegisteredDevice::device,
                Types.STRING);
        second = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SecondDetectorFunction(FireParameters.DEFAULTS)),
                PlacedSign::premises,
                Types.STRING);
        premises.open();
        second.open();
    }

    @AfterEach
    void close() throws Exception {
        premises.close();
        second.close();
    }

    @Test
    void anAlarmWaitsForTheRegistryThatComesLater() throws Exception {
        alarm("sm-1", true, 0);
        assertThat(premises.extractOutputValues()).isEmpty();

        register("sm-1", "mall");

        assertThat(premises.extractOutputValues())
                .extracting(PlacedSign::premises)
                .containsExactly("mall");
        assertThat(premises.numEventTimeTimers()).isZero();
    }

    @Test
    void anAlarmThatNobodyRegistersIsForgotten() throws Exception {
        alarm("sm-1", true, 0);

        premises.processBothWatermarks(new Watermark(T + 300_000));
        register("sm-1", "mall");

        assertThat(premises.extractOutputValues()).isEmpty();
        assertThat(premises.numEventTimeTimers()).isZero();
    }

    @Test
    void aWithdrawnDetectorIsInNoPremises() throws Exception {
        register("sm-1", "mall");
        premises.processElement2(RegisteredDevice.withdrawn("sm-1"), 0);

        alarm("sm-1", true, 0);

        assertThat(premises.extractOutputValues()).isEmpty();
    }

    @Test
    void twoDetectorsOfOnePremisesConfirmAndLeaveNothingBehind() throws Exception {
        register("sm-1", "mall");
        register("sm-2", "mall");
        register("sm-3", "school");
        alarm("sm-1", true, 0);
        alarm("sm-3", true, 5);
        alarm("sm-2", true, 30);
        alarm("sm-1", false, 60);
        for (PlacedSign sign : premises.extractOutputValues()) {
            second.processElement(sign, 0);
        }
        assertThat(phases()).containsExactly(Phase.RAISED);

        second.processWatermark(new Watermark(T + 60_000 + 600_000));

        assertThat(phases()).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(second.numKeyedStateEntries()).isZero();
        assertThat(second.numEventTimeTimers()).isZero();
    }

    private void alarm(String device, boolean stands, long seconds) throws Exception {
        long at = T + seconds * 1_000;
        String id = stands ? String.valueOf(device.charAt(3)).repeat(32) : null;
        premises.processElement1(
                new AlarmSign(device, Rule.S1, id, stands, at, new MessageStamp(device, at + "@a", at, at + 3, at)), 0);
    }

    private void register(String device, String where) throws Exception {
        premises.processElement2(
                RegisteredDevice.of(new Device(
                        device,
                        DeviceKind.SMOKE_SENSOR,
                        23.35,
                        116.68,
                        null,
                        where,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)),
                0);
    }

    private List<Phase> phases() {
        return second.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(Detection::phase, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
