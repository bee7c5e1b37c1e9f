package io.citywatch.streaming.fire;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.fire.AlarmSign;
import io.citywatch.streaming.rules.fire.BatteryReport;
import io.citywatch.streaming.rules.fire.DetectorInAlarm;
import io.citywatch.streaming.rules.fire.DetectorPlace;
import io.citywatch.streaming.rules.fire.HeatWatch;
import io.citywatch.streaming.rules.fire.HeldSigns;
import io.citywatch.streaming.rules.fire.NuisanceRecord;
import io.citywatch.streaming.rules.fire.OpenConfirmation;
import io.citywatch.streaming.rules.fire.OpenHeat;
import io.citywatch.streaming.rules.fire.OpenLowBattery;
import io.citywatch.streaming.rules.fire.OpenPreAlarm;
import io.citywatch.streaming.rules.fire.PlacedSign;
import io.citywatch.streaming.rules.fire.PremisesAlarms;
import io.citywatch.streaming.rules.fire.SmokePoint;
import io.citywatch.streaming.rules.fire.SmokeWatch;
import io.citywatch.streaming.rules.fire.TemperaturePoint;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FireStateTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                MessageStamp.class,
                AlarmSign.class,
                BatteryReport.class,
                DetectorInAlarm.class,
                DetectorPlace.class,
                HeatWatch.class,
                HeldSigns.class,
                NuisanceRecord.class,
                NuisanceRecord.OpenHint.class,
                NuisanceRecord.ShortAlarm.class,
                OpenConfirmation.class,
                OpenHeat.class,
                OpenLowBattery.class,
                OpenPreAlarm.class,
                PlacedSign.class,
                PremisesAlarms.class,
                SmokePoint.class,
                SmokeWatch.class,
                TemperaturePoint.class
            })
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
