package io.citywatch.streaming.thermal;

import static io.citywatch.streaming.rules.thermal.Frames.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.thermal.CameraReport;
import io.citywatch.streaming.rules.thermal.CameraSpots;
import io.citywatch.streaming.rules.thermal.Frames;
import io.citywatch.streaming.rules.thermal.SpotSighting;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four steps from frames to detections, one behind the other. */
class ThermalStepsTest {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 60;

    private final SpotFinderFunction finder = new SpotFinderFunction(RuleParameters.DEFAULTS);
    private KeyedOneInputStreamOperatorTestHarness<String, CameraSpots, CameraReport> tracks;
    private KeyedOneInputStreamOperatorTestHarness<String, CameraReport, SpotSighting> places;
    private KeyedOneInputStreamOperatorTestHarness<String, SpotSighting, KeyedBytes> episodes;
    private int reported;
    private int passedOn;

    @BeforeEach
    void open() throws Exception {
        tracks = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SpotTrackFunction(RuleParameters.DEFAULTS)),
                SpotTrackFunction::keyOf,
                Types.STRING);
        places = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HotPlaceFunction(RuleParameters.DEFAULTS)),
                report -> "city",
                Types.STRING);
        episodes = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new SpotEpisodeFunction(RuleParameters.DEFAULTS.thermal())),
                SpotSighting::key,
                Types.STRING);
        tracks.open();
        places.open();
        episodes.open();
        reported = 0;
        passedOn = 0;
    }

    @AfterEach
    void close() throws Exception {
        tracks.close();
        places.close();
        episodes.close();
    }

    @Test
    void aFireIsRaisedByItsThirdFrameAndLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            take(fire("cam-1", i));
        }
        assertThat(said())
                .extracting(one -> one.rule() + " " + one.phase())
                .containsExactlyInAnyOrder("T1 RAISED", "T2 RAISED");

        episodes.processWatermark(new Watermark(T + 2_000 + 30_000));
        tracks.processWatermark(new Watermark(T + 300_000));
        tracks.processWatermark(new Watermark(T + 302_000));

        assertThat(said()).filteredOn(one -> one.phase() == Phase.CLEARED).hasSize(2);
        assertThat(episodes.numKeyedStateEntries()).isZero();
        assertThat(episodes.numEventTimeTimers()).isZero();
        assertThat(tracks.numKeyedStateEntries()).isZero();
        assertThat(tracks.numEventTimeTimers()).isZero();
        places.processWatermark(new Watermark(T + 2_000 + 14 * 24 * 3_600_000L));
        places.processWatermark(new Watermark(T + 3_000 + 14 * 24 * 3_600_000L));
        assertThat(places.numKeyedStateEntries()).isZero();
        assertThat(places.numEventTimeTimers()).isZero();
    }

    @Test
    void twoCamerasThatSeeTheSameFireShareTheEpisode() throws Exception {
        for (int i = 0; i < 4; i++) {
            take(fire("cam-1", i));
            take(fire("cam-2", i));
        }

        assertThat(said()).filteredOn(one -> one.phase() == Phase.RAISED).hasSize(2);
        assertThat(said())
                .filteredOn(one -> one.phase() == Phase.UPDATED)
                .allSatisfy(one -> assertThat(one.devices()).hasSize(2));
    }

    @Test
    void groundWithoutFireSaysNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(Frames.frame("cam-1", T + i * 1_000L, Frames.ground(WIDTH, HEIGHT, i), WIDTH, Frames.Pose.DOWN));
        }

        assertThat(said()).isEmpty();
    }

    @Test
    void framesThatComeTooLateAreNoNews() throws Exception {
        for (int i = 0; i < 5; i++) {
            CameraFrame frame = fire("cam-1", i);
            take(new CameraFrame(
                    frame.device(),
                    frame.identity(),
                    frame.receivedAt() + 16 * 60_000,
                    frame.loggedAt() + 16 * 60_000,
                    frame.measuredAt(),
                    frame.width(),
                    frame.height(),
                    frame.pixels(),
                    frame.scale(),
                    frame.calibrated(),
                    frame.lat(),
                    frame.lon(),
                    frame.altitude(),
                    frame.heading(),
                    frame.pitch(),
                    frame.roll(),
                    frame.hfov(),
                    frame.vfov()));
        }

        assertThat(said()).isEmpty();
    }

    private static CameraFrame fire(String camera, int second) {
        double[] celsius = Frames.block(Frames.ground(WIDTH, HEIGHT, second), WIDTH, 30, 20, 4, 4, 400);
        return Frames.frame(camera, T + second * 1_000L, celsius, WIDTH, Frames.Pose.DOWN);
    }

    private void take(CameraFrame frame) throws Exception {
        List<CameraSpots> found = new ArrayList<>();
        finder.flatMap(frame, new ListCollector<>(found));
        for (CameraSpots spots : found) {
            tracks.processElement(spots, 0);
        }
        List<CameraReport> reports = tracks.extractOutputValues();
        for (; reported < reports.size(); reported++) {
            places.processElement(reports.get(reported), 0);
        }
        List<SpotSighting> sightings = places.extractOutputValues();
        for (; passedOn < sightings.size(); passedOn++) {
            episodes.processElement(sightings.get(passedOn), 0);
        }
    }

    private List<Detection> said() {
        return episodes.extractOutputValues().stream()
                .map(entry -> Json.read(entry.value(), Detection.class).fold(detection -> detection, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }
}
