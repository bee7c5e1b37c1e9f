package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotPlaceBookTest {
    private static final long DAY = 24 * 3_600;
    /** Two drones that look at the same place steeply, a right angle apart. */
    private static final CameraPose SOUTH = towards(0, -60, 0);

    private static final CameraPose WEST = towards(90, 0, -60);

    private final HotPlaceBook book = new HotPlaceBook(ThermalParameters.DEFAULTS, SpotParameters.DEFAULTS);
    private final List<SpotSighting> passed = new ArrayList<>();
    private HotPlaces places = HotPlaces.NONE;

    @Test
    void whatTwoCamerasSeeNearEachOtherHasOneKey() {
        report("cam-1", 0, SOUTH, spot(Rule.T1, 0, 0, 9));
        report("cam-2", 1, WEST, spot(Rule.T1, 60, 20, 9));
        report("cam-2", 2, WEST, spot(Rule.T1, 400, 0, 9));

        assertThat(passed).extracting(SpotSighting::rule).containsOnly(Rule.T1);
        assertThat(passed.get(1).cell()).isEqualTo(passed.get(0).cell());
        assertThat(passed.get(2).cell()).isNotEqualTo(passed.get(0).cell());
    }

    @ParameterizedTest
    @CsvSource({"599, true", "601, false"})
    void aPlaceKeepsItsKeyForTenMinutes(long seconds, boolean isOne) {
        report("cam-1", 0, SOUTH, spot(Rule.T1, 0, 0, 9));
        report("cam-1", seconds, SOUTH, spot(Rule.T1, 99, 0, 9));

        assertThat(passed.get(1).cell().equals(passed.get(0).cell())).isEqualTo(isOne);
    }

    @Test
    void linesOfSightThatCrossMakeASurerPlace() {
        CameraPose far = CrossingTest.pose(-900, 0, 60);
        CameraPose other = CrossingTest.pose(0, -800, 60);
        report("cam-1", 0, far, placed(60, 0, 0, 960.0));
        report("cam-2", 1, other, placed(0, -50, 90, 750.0));

        SpotSighting crossed = passed.get(1);
        Sight sight = crossed.spot().sight();
        assertThat(crossed.crossed()).containsExactly("cam-1");
        assertThat(new Position(sight.lat(), sight.lon()).metersTo(CrossingTest.at(0, 0)))
                .isCloseTo(0, within(20.0));
        assertThat(sight.uncertaintyMeters()).isLessThan(40);
    }

    @ParameterizedTest
    @CsvSource({"T1", "T2"})
    void whatAnotherSteepCameraDoesNotSeeIsAGlint(Rule rule) {
        report("cam-2", 0, WEST);
        report("cam-1", 1, SOUTH, spot(rule, 0, 0, 60));

        assertThat(passed.get(0).rule()).isEqualTo(Rule.T6);
        assertThat(passed.get(0).innocent()).isEqualTo(SpotSighting.GLINT);
        assertThat(passed.get(0).key()).startsWith("T6/");
    }

    @Test
    void aCameraSaysNothingOfWhatItCannotSee() {
        CameraPose flat = new CameraPose(Frames.LAT, at(0, -150).lon(), 40, 90, -15, 0, 45, 34.5, 160, 120);
        report("flat", 0, flat);
        report("elsewhere", 0, towards(90, 300, -60));
        report("same-angle", 0, towards(0, -62, 2));
        report("long-ago", -3, WEST);
        report("cam-1", 0, SOUTH, spot(Rule.T1, 0, 0, 60));
        report("too-small", 1, WEST);
        report("cam-1", 1, SOUTH, spot(Rule.T1, 500, 0, 1));

        assertThat(passed).extracting(SpotSighting::rule).containsOnly(Rule.T1);
    }

    @Test
    void aCameraThatSeesItFaintlyContradictsNobody() {
        HotSpot hot = spot(Rule.T2, 0, 0, 60);
        book("cam-2", 0, WEST, List.of(new HotSpot(Rule.T2, false, 4, 50, 20.0, 1.0, 1.0, hot.sight())), List.of());
        report("cam-1", 1, SOUTH, hot);

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T2);
    }

    @Test
    void whatIsGoneFromAnotherAngleOfTheSameDroneIsAGlint() {
        report("cam-1", 0, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 8, WEST);
        report("cam-1", 9, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 10, SOUTH, spot(Rule.T1, 0, 0, 60));

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T2, Rule.T6, Rule.T6, Rule.T1);
    }

    @Test
    void whatGoesOutUnderAStillCameraIsNoGlint() {
        report("cam-1", 0, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 8, SOUTH);

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T2);
    }

    @ParameterizedTest
    @CsvSource({"T1", "T2"})
    void aFireThatWasSeenFromAllSidesAndGoesOutIsNoGlint(Rule rule) {
        report("cam-1", 0, SOUTH, spot(rule, 0, 0, 60));
        report("cam-1", 8, WEST, spot(rule, 0, 0, 60));
        report("cam-1", 16, SOUTH);
        report("cam-2", 17, WEST);
        report("cam-1", 18, SOUTH, spot(rule, 0, 0, 60)); // of a frame that was long on its way

        assertThat(passed).extracting(SpotSighting::rule).containsOnly(rule);
    }

    @Test
    void whatGoesOutBeforeItsDroneFliesOnIsNoGlint() {
        report("cam-1", 0, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 1, towards(5, -60, -5));
        report("cam-1", 8, WEST);

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T2);
    }

    @Test
    void whatCameBackAndIsGoneAtAnotherAngleIsAGlint() {
        report("cam-1", 0, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 1, SOUTH);
        report("cam-1", 2, SOUTH, spot(Rule.T2, 0, 0, 60));
        report("cam-1", 8, WEST);

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T2, Rule.T2, Rule.T6);
    }

    @Test
    void whatASteepCameraContradictsIsNotBelievedBecauseItsDroneMoves() {
        report("cam-1", 0, SOUTH, spot(Rule.T1, 0, 0, 60));
        report("cam-2", 8, towards(180, 60, 0));
        report("cam-1", 9, WEST, spot(Rule.T1, 0, 0, 60));
        report("cam-1", 10, SOUTH, spot(Rule.T1, 0, 0, 60));

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T1, Rule.T6, Rule.T6);
    }

    @Test
    void fromWhereItBurntBeforeSaysNothingOfAGlintToday() {
        report("cam-1", 0, SOUTH, spot(Rule.T1, 0, 0, 60));
        report("cam-1", 8, WEST, spot(Rule.T1, 0, 0, 60));
        report("cam-2", DAY, WEST);
        report("cam-1", DAY + 1, SOUTH, spot(Rule.T1, 0, 0, 60));

        assertThat(passed).extracting(SpotSighting::rule).containsExactly(Rule.T1, Rule.T1, Rule.T6);
    }

    @Test
    void whatIsHotEveryDayAndNeverGrowsIsKnown() {
        for (int day = 0; day < 6; day++) {
            report("cam-1", day * DAY, SOUTH, spot(Rule.T1, 0, 0, 60));
            report("cam-1", day * DAY + 60, SOUTH, spot(Rule.T1, 0, 0, 60));
        }

        assertThat(passed.subList(0, 6)).extracting(SpotSighting::rule).containsOnly(Rule.T1);
        assertThat(passed.subList(6, 12)).extracting(SpotSighting::innocent).containsOnly(SpotSighting.KNOWN);
    }

    @Test
    void whatIsHotEveryDayButHotterThanEverIsAFire() {
        for (int day = 0; day < 6; day++) {
            report("cam-1", day * DAY, SOUTH, spot(Rule.T1, 0, 0, day == 5 ? 200 : 60));
        }

        assertThat(passed.get(4).innocent()).isEqualTo(SpotSighting.KNOWN);
        assertThat(passed.get(5).innocent()).isNull();
    }

    @Test
    void whatMovesStaysWhatItIs() {
        SpotSighting moving = sighting("cam-1", 0, spot(Rule.T1, 0, 0, 9)).innocent(SpotSighting.MOVING);
        book("cam-1", 0, SOUTH, List.of(moving.spot()), List.of(moving));

        assertThat(passed).containsExactly(moving);
        assertThat(places.places()).isEmpty();
    }

    @Test
    void whatIsRememberedStaysSmall() {
        for (int i = 0; i < 1_200; i++) {
            report("cam-" + i, i, SOUTH, spot(Rule.T1, 200.0 * i, 0, 9));
        }

        assertThat(places.places()).hasSize(1_000);
        assertThat(places.cameras()).hasSizeLessThanOrEqualTo(31);
    }

    private void report(String camera, long seconds, CameraPose pose, HotSpot... spots) {
        List<SpotSighting> sightings = new ArrayList<>();
        for (HotSpot spot : spots) {
            sightings.add(sighting(camera, seconds, spot));
        }
        book(camera, seconds, pose, List.of(spots), sightings);
    }

    private void book(String camera, long seconds, CameraPose pose, List<HotSpot> seen, List<SpotSighting> sightings) {
        HotPlaceBook.Step step = book.take(places, new CameraReport(origin(camera, seconds), pose, seen, sightings));
        passed.addAll(step.sightings());
        places = step.state();
    }

    private static SpotSighting sighting(String camera, long seconds, HotSpot spot) {
        Sight sight = spot.sight();
        String cell = Cell.of(sight.lat(), sight.lon(), 100);
        MessageStamp origin = origin(camera, seconds);
        return new SpotSighting(spot.rule(), cell, origin, spot, 3, origin.measuredAt(), 30_000, null, null, List.of());
    }

    private static MessageStamp origin(String camera, long seconds) {
        long at = Spots.T + seconds * 1_000;
        return new MessageStamp(camera, at + "@a", at, at + 3, at - 40);
    }

    private static HotSpot spot(Rule rule, double metersNorth, double metersEast, int pixels) {
        Position at = at(metersNorth, metersEast);
        Sight sight = new Sight(0, at.lat(), at.lon(), 60.0, 6.0, null);
        return new HotSpot(rule, true, pixels, 200, 20.0, pixels * 0.2, pixels * 0.6, sight);
    }

    private static HotSpot placed(double metersNorth, double metersEast, double bearing, double range) {
        Position at = at(metersNorth, metersEast);
        return new HotSpot(
                Rule.T1, true, 9, 300, 20.0, 90.0, 450.0, new Sight(bearing, at.lat(), at.lon(), range, 200.0, null));
    }

    private static Position at(double metersNorth, double metersEast) {
        return CrossingTest.at(metersNorth, metersEast);
    }

    /** 60 m above the ground, 45° down. */
    private static CameraPose towards(double heading, double metersNorth, double metersEast) {
        Position at = at(metersNorth, metersEast);
        return new CameraPose(at.lat(), at.lon(), 60, heading, -45, 0, 45, 34.5, 160, 120);
    }
}
