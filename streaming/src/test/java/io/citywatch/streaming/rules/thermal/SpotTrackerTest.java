package io.citywatch.streaming.rules.thermal;

import static io.citywatch.streaming.rules.thermal.Spots.faint;
import static io.citywatch.streaming.rules.thermal.Spots.frame;
import static io.citywatch.streaming.rules.thermal.Spots.full;
import static io.citywatch.streaming.rules.thermal.Spots.spot;
import static io.citywatch.streaming.rules.thermal.Spots.unplaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotTrackerTest {
    private final SpotTracker tracker =
            new SpotTracker(ThermalParameters.DEFAULTS, SpotParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<SpotSighting> seen = new ArrayList<>();
    private CameraTracks tracks = CameraTracks.NONE;

    @Test
    void threeFramesOfFiveShowIt() {
        take(frame(0, full(0)), frame(1), frame(2, full(0)), frame(3));
        assertThat(seen).isEmpty();

        take(frame(4, full(0)));

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).frames()).isEqualTo(3);
        assertThat(seen.get(0).staleAfter()).isEqualTo(30_000);
    }

    @Test
    void threeFramesOfSixDoNot() {
        take(frame(0, full(0)), frame(1), frame(2, full(0)), frame(3), frame(4), frame(5, full(0)));

        assertThat(seen).isEmpty();
    }

    @Test
    void whatFlashesOnceIsForgotten() {
        take(frame(0, full(0)), frame(1), frame(2), frame(3), frame(4), frame(5));

        assertThat(tracks.tracks()).isEmpty();
    }

    @Test
    void aFaintSpotDoesNotConfirmButKeepsWhatIsConfirmed() {
        take(frame(0, faint(0)), frame(1, faint(0)), frame(2, faint(0)));
        assertThat(tracks.tracks()).isEmpty();

        take(frame(3, full(0)), frame(4, full(0)), frame(5, full(0)), frame(6, faint(0)));

        assertThat(seen).hasSize(2);
    }

    @Test
    void theLastFrameAgainAndOlderOnesCountForNothing() {
        CameraSpots newest = frame(10, full(0));
        take(newest, newest, newest, frame(9, full(0)), frame(5, full(0)));

        assertThat(seen).isEmpty();
        assertThat(tracks.measuredAt()).isEqualTo(newest.origin().measuredAt());
    }

    @Test
    void aClockThatWasSetBackIsFollowedAfterAMinute() {
        take(frame(10_000, full(0)));
        for (int i = 0; i < 5; i++) {
            MessageStamp now = frame(10_061 + i).origin();
            take(new CameraSpots(
                    new MessageStamp("cam-1", "b" + i, now.receivedAt(), now.loggedAt(), Spots.T + i * 1_000L),
                    Spots.POSE,
                    List.of(full(0))));
        }

        assertThat(seen).isNotEmpty();
    }

    @Test
    void aSpotThatWandersOverABorderKeepsItsCell() {
        for (int i = 0; i < 40; i++) {
            take(frame(i, full(i % 2 == 0 ? 0 : 99)));
        }

        assertThat(seen).hasSize(38);
        assertThat(seen).extracting(SpotSighting::cell).containsOnly(seen.get(0).cell());
    }

    @Test
    void twoFiresFarApartAreTwo() {
        for (int i = 0; i < 3; i++) {
            take(frame(i, full(0), full(400)));
        }

        assertThat(seen).extracting(SpotSighting::cell).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void theShredsOfOneFireAreOne() {
        for (int i = 0; i < 3; i++) {
            take(frame(i, spot(Rule.T1, true, 40, 5, 400), full(0), spot(Rule.T1, true, -30, 6, 200)));
        }

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).spot().pixels()).isEqualTo(23);
        assertThat(seen.get(0).spot().maxCelsius()).isEqualTo(400);
        assertThat(seen.get(0).spot().sight()).isEqualTo(full(0).sight());
    }

    @Test
    void theTwoRulesAreFollowedApart() {
        for (int i = 0; i < 3; i++) {
            take(frame(i, full(0), spot(Rule.T2, true, 0, 30, 300)));
        }

        assertThat(seen).extracting(SpotSighting::rule).containsExactlyInAnyOrder(Rule.T1, Rule.T2);
    }

    @Test
    void withoutAPlaceABearingIsFollowed() {
        for (int i = 0; i < 3; i++) {
            take(frame(i, unplaced(358 + i * 2)));
        }

        assertThat(seen).extracting(SpotSighting::cell).containsExactly("cam-1@000");
    }

    @Test
    void aRareCameraGetsMoreTimeUntilItsSpotIsGone() {
        for (int i = 0; i < 4; i++) {
            take(frame(60.0 * i, full(0)));
        }

        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).staleAfter()).isEqualTo(150_000);
    }

    @Test
    void aConfirmedSpotThatIsGoneForHalfAMinuteMustBeConfirmedAnew() {
        take(frame(0, full(0)), frame(1, full(0)), frame(2, full(0)));
        for (int i = 3; i < 40; i++) {
            take(frame(i));
        }
        assertThat(tracks.tracks()).isEmpty();

        take(frame(41, full(0)));

        assertThat(seen).hasSize(1);
    }

    @Test
    void whatACameraFollowsStaysSmall() {
        for (int i = 0; i < 200; i++) {
            take(frame(i, full(400.0 * i)));
        }

        assertThat(tracks.tracks()).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void whatMovesFasterThanAnyFireIsNone() {
        for (int i = 0; i < 8; i++) {
            take(frame(i, spot(Rule.T1, true, 12 * i, 12, 300)));
        }

        assertThat(seen).hasSize(6);
        assertThat(seen).extracting(SpotSighting::rule).containsOnly(Rule.T6);
        assertThat(seen).extracting(SpotSighting::innocent).containsOnly(SpotSighting.MOVING);
    }

    @Test
    void aTowerThatTurnsSaysNothingOfATruckBeforeItKnowsThatItMoves() {
        for (int i = 0; i < 8; i++) {
            CameraSpots frame = frame(i, unsure(8 * i));
            CameraPose pose = frame.pose();
            CameraPose turned =
                    new CameraPose(pose.lat(), pose.lon(), pose.altitude(), 4 * i, pose.pitch(), 0, 45, 34.5, 160, 120);
            take(new CameraSpots(frame.origin(), turned, frame.spots()));
        }

        assertThat(seen).isNotEmpty();
        assertThat(seen).extracting(SpotSighting::innocent).containsOnly(SpotSighting.MOVING);
    }

    /** Warm, and known to 17 m only. */
    private static HotSpot unsure(double metersNorth) {
        HotSpot spot = spot(Rule.T2, true, metersNorth, 12, 95);
        Sight sight = spot.sight();
        return spot.at(new Sight(10, sight.lat(), sight.lon(), sight.rangeMeters(), 17.0, null));
    }

    @Test
    void aFireThatSpreadsStaysHotWhereItBegan() {
        for (int i = 0; i < 8; i++) {
            take(frame(i, spot(Rule.T1, true, 12 * i, 12, 300), spot(Rule.T1, true, 0, 5, 200)));
        }

        assertThat(seen).extracting(SpotSighting::rule).containsOnly(Rule.T1);
    }

    @Test
    void aPlaceThatIsUnsureDoesNotMove() {
        for (int i = 0; i < 8; i++) {
            HotSpot near = spot(Rule.T1, true, i % 2 * 20, 12, 300);
            Sight unsure = new Sight(10, near.sight().lat(), near.sight().lon(), 100.0, 12.0, null);
            take(new CameraSpots(frame(i).origin(), pose(i), List.of(near.at(unsure))));
        }

        assertThat(seen).extracting(SpotSighting::rule).containsOnly(Rule.T1);
    }

    @Test
    void twoMinutesOfGrowthAreSaidBesideTheSpot() {
        for (int i = 0; i <= 130; i++) {
            take(frame(i, spot(Rule.T1, true, 0, (int) (100 * Math.pow(1.5, i / 60.0)), 300)));
        }

        List<SpotSighting> growing =
                seen.stream().filter(one -> one.rule() == Rule.T3).toList();
        assertThat(growing).isNotEmpty();
        assertThat(growing.get(0).at()).isGreaterThanOrEqualTo(Spots.T + 119_000);
        assertThat(growing.get(0).growthPercentPerMinute()).isBetween(40.0, 60.0);
        assertThat(growing.get(0).cell()).isEqualTo(seen.get(0).cell());
    }

    /** Of a drone that drifts, so that its errors differ from frame to frame. */
    private static CameraPose pose(int i) {
        return new CameraPose(Frames.LAT - 0.001, Frames.LON, 80 + i, 10, -45, 0, 45, 34.5, 160, 120);
    }

    private void take(CameraSpots... frames) {
        for (CameraSpots frame : frames) {
            SpotTracker.Step step = tracker.take(tracks, frame);
            seen.addAll(step.sightings());
            tracks = step.state();
        }
    }
}
