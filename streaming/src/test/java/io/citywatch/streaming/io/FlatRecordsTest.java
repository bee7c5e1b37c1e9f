package io.citywatch.streaming.io;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.citywatch.streaming.elder.Terminal;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.GatewayPulse;
import io.citywatch.streaming.rules.OpenAlarm;
import io.citywatch.streaming.rules.OpenFall;
import io.citywatch.streaming.rules.PendingFall;
import io.citywatch.streaming.rules.RegisteredDevice;
import io.citywatch.streaming.rules.RegisteredVehicle;
import io.citywatch.streaming.rules.SeenMessage;
import io.citywatch.streaming.rules.ServiceOrder;
import io.citywatch.streaming.rules.SignOfLife;
import io.citywatch.streaming.rules.SmokeSample;
import io.citywatch.streaming.rules.StandingFall;
import io.citywatch.streaming.rules.StateReport;
import io.citywatch.streaming.rules.TagRead;
import io.citywatch.streaming.rules.TerminalFalls;
import io.citywatch.streaming.rules.UnreadableMessage;
import io.citywatch.streaming.rules.WantedVehicle;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatRecordsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                LogEvent.class,
                RegistryRecord.class,
                KeyedBytes.class,
                Terminal.class,
                Call.class,
                DetectorReading.class,
                StandingFall.class,
                OpenAlarm.class,
                OpenFall.class,
                PendingFall.class,
                SeenMessage.class,
                TerminalFalls.class,
                CameraFrame.class,
                GatewayPulse.class,
                RegisteredDevice.class,
                RegisteredVehicle.class,
                ServiceOrder.class,
                SignOfLife.class,
                SmokeSample.class,
                StateReport.class,
                TagRead.class,
                UnreadableMessage.class,
                WantedVehicle.class
            })
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
