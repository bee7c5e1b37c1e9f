package io.citywatch.streaming.io;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.citywatch.streaming.elder.Terminal;
import io.citywatch.streaming.rules.Call;
import io.citywatch.streaming.rules.DetectorReading;
import io.citywatch.streaming.rules.OpenAlarm;
import io.citywatch.streaming.rules.OpenFall;
import io.citywatch.streaming.rules.PendingFall;
import io.citywatch.streaming.rules.SeenMessage;
import io.citywatch.streaming.rules.StandingFall;
import io.citywatch.streaming.rules.TerminalFalls;
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
                TerminalFalls.class
            })
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
