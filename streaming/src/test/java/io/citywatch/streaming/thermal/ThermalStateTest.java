package io.citywatch.streaming.thermal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.citywatch.streaming.rules.thermal.CameraPose;
import io.citywatch.streaming.rules.thermal.CameraReport;
import io.citywatch.streaming.rules.thermal.CameraSpots;
import io.citywatch.streaming.rules.thermal.CameraTracks;
import io.citywatch.streaming.rules.thermal.FeedFrame;
import io.citywatch.streaming.rules.thermal.HotPlaces;
import io.citywatch.streaming.rules.thermal.HotSpot;
import io.citywatch.streaming.rules.thermal.KnownPlace;
import io.citywatch.streaming.rules.thermal.OpenFeed;
import io.citywatch.streaming.rules.thermal.OpenSpot;
import io.citywatch.streaming.rules.thermal.Sight;
import io.citywatch.streaming.rules.thermal.SpotSample;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import io.citywatch.streaming.rules.thermal.Track;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThermalStateTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                CameraPose.class,
                CameraReport.class,
                CameraSpots.class,
                CameraTracks.class,
                FeedFrame.class,
                HotPlaces.class,
                HotSpot.class,
                KnownPlace.class,
                OpenFeed.class,
                OpenSpot.class,
                Sight.class,
                SpotSample.class,
                SpotSighting.class,
                Track.class
            })
    void whatTravelsOrIsRememberedNeedsNoKryo(Class<?> type) {
        assertThatCode(() -> PojoTestUtils.assertSerializedAsPojoWithoutKryo(type))
                .doesNotThrowAnyException();
    }
}
