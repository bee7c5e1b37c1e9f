package io.citywatch.streaming.rules.thermal;

import static io.citywatch.streaming.rules.thermal.Spots.T;
import static io.citywatch.streaming.rules.thermal.Spots.full;
import static io.citywatch.streaming.rules.thermal.Spots.sighting;
import static io.citywatch.streaming.rules.thermal.Spots.spot;
import static io.citywatch.streaming.rules.thermal.Spots.unplaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.ThermalParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotEpisodeTest {
    private static final String CELL = "23.3500,116.6800";

    private final SpotEpisode rule = new SpotEpisode(ThermalParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private OpenSpot open;

    @Test
    void theFirstSightingRaisesWithPlaceAndEvidence() {
        take(sighting("cam-1", 0, full(0)));

        Detection raised = said.get(0);
        assertThat(raised.rule()).isEqualTo(Rule.T1);
        assertThat(raised.severity()).isEqualTo(Severity.P1);
        assertThat(raised.subject()).isEqualTo(Subject.place(CELL));
        assertThat(raised.key()).isEqualTo(CELL);
        assertThat(raised.position().lat()).isEqualTo(Frames.LAT);
        assertThat(raised.evidence())
                .containsEntry("maxCelsius", 300.0)
                .containsEntry("backgroundCelsius", 21.5)
                .containsEntry("pixels", 12)
                .containsEntry("frames", 3)
                .containsEntry("uncertaintyMeters", 6L)
                .containsEntry("rangeMeters", 100L)
                .containsEntry("bearingDegrees", 10.0)
                .containsEntry("camera", "cam-1");
    }

    @Test
    void whatIsOnlyHotAgainstItsSurroundingsIsUrgent() {
        take(sighting("cam-1", 0, spot(Rule.T2, true, 0, 9, 60)));

        assertThat(said.get(0).severity()).isEqualTo(Severity.P2);
    }

    @Test
    void aSpotWithoutAPlaceSaysSo() {
        take(sighting("cam-1", 0, unplaced(200)));

        assertThat(said.get(0).position()).isNull();
        assertThat(said.get(0).evidence())
                .containsEntry("unplaced", "above-horizon")
                .containsEntry("bearingDegrees", 200.0)
                .doesNotContainKey("rangeMeters");
    }

    @Test
    void anUnchangedFireIsSaidOnce() {
        for (int i = 0; i < 60; i++) {
            take(sighting("cam-1", i, spot(Rule.T1, true, i % 2, 12 + i % 2, 300 + i % 3)));
        }

        assertThat(said).hasSize(1);
    }

    @Test
    void aGrowingFireIsSaidEveryFiveSecondsAtMost() {
        for (int i = 0; i < 20; i++) {
            take(sighting("cam-1", i, spot(Rule.T1, true, 0, 12 + 6 * i, 300 + 25 * i)));
        }

        assertThat(said)
                .extracting(detection -> (detection.at().toEpochMilli() - T + 40) / 1_000)
                .containsExactly(0L, 5L, 10L, 15L);
        assertThat(said).extracting(Detection::id).containsOnly(said.get(0).id());
        assertThat(said.get(3).evidence()).containsEntry("maxCelsius", 675.0).containsEntry("frames", 18);
    }

    @Test
    void aPlaceThatMovedIsSaid() {
        take(sighting("cam-1", 0, full(0)));
        take(sighting("cam-1", 6, full(30)));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
    }

    @Test
    void aSecondCameraJoinsTheEpisodeAtOnce() {
        take(sighting("cam-1", 0, full(0)));
        take(sighting("cam-2", 1, full(3)));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        assertThat(said.get(1).devices()).containsExactly(new DeviceId("cam-1"), new DeviceId("cam-2"));
        assertThat(said.get(1).id()).isEqualTo(said.get(0).id());
    }

    @Test
    void theSurestPlaceCountsWhileItIsSeen() {
        Sight far = new Sight(90, 23.36, 116.69, 2_000.0, 400.0, null);
        take(sighting("cam-1", 0, full(0)));
        take(sighting("cam-2", 1, new HotSpot(Rule.T1, true, 5, 300, null, null, null, far)));

        assertThat(said.get(1).position().lat()).isEqualTo(Frames.LAT);
        assertThat(said.get(1).evidence()).containsEntry("camera", "cam-1");
    }

    @Test
    void itIsOverHalfAMinuteAfterTheLastSighting() {
        take(sighting("cam-1", 0, full(0)));
        take(sighting("cam-1", 20, full(0)));
        tick(49.999);
        assertThat(said).hasSize(1);

        tick(50);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        assertThat(said.get(1).at()).isEqualTo(Instant.ofEpochMilli(T + 50_000));
        assertThat(open).isNull();
    }

    @Test
    void anEpisodeWhoseEndIsOverdueEndsBeforeTheNextBegins() {
        take(sighting("cam-1", 0, full(0)));
        take(sighting("cam-1", 31, full(0)));

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED, Phase.RAISED);
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
    }

    private void take(SpotSighting sighting) {
        keep(rule.take(open, sighting, Instant.EPOCH));
    }

    private void tick(double seconds) {
        keep(rule.atEventTime(open, T + Math.round(seconds * 1_000), Instant.EPOCH));
    }

    private void keep(Judged<OpenSpot> judged) {
        said.addAll(judged.detections());
        open = judged.state();
    }
}
