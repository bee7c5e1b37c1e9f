package io.citywatch.streaming.rules.thermal;

import static io.citywatch.streaming.rules.thermal.Frames.HEIGHT;
import static io.citywatch.streaming.rules.thermal.Frames.WIDTH;
import static io.citywatch.streaming.rules.thermal.Frames.blob;
import static io.citywatch.streaming.rules.thermal.Frames.block;
import static io.citywatch.streaming.rules.thermal.Frames.frame;
import static io.citywatch.streaming.rules.thermal.Frames.ground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.ThermalParameters;
import io.citywatch.streaming.rules.thermal.Frames.Pose;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpotFinderTest {
    private static final Pose DOWN = Pose.DOWN;

    private final SpotFinder finder = new SpotFinder(ThermalParameters.DEFAULTS);

    @Test
    void groundWithoutFireHasNoSpotWhateverItsNoise() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(finder.find(frame(ground(WIDTH, HEIGHT, seed), WIDTH, DOWN)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 40", "3, 40", "4, 60", "6, 100", "10, 100"})
    void aFireIsHotAgainstItsSurroundings(double sigma, double peak) {
        for (long seed = 0; seed < 10; seed++) {
            double[] celsius = blob(ground(WIDTH, HEIGHT, seed), WIDTH, 70, 50, peak, sigma);

            List<HotSpot> spots = full(Rule.T2, celsius, DOWN);

            assertThat(spots).as("seed %d", seed).hasSize(1);
            assertThat(spots.get(0).maxCelsius()).isCloseTo(22 + peak, within(6.0));
            assertThat(spots.get(0).backgroundCelsius()).isCloseTo(22, within(10.0));
        }
    }

    @ParameterizedTest
    @CsvSource({"15.5, 2, 2, 1", "14.5, 2, 2, 0", "30, 3, 1, 0", "30, 4, 1, 1", "30, 2, 2, 1"})
    void fourConnectedPixelsFifteenKelvinAboveMakeASpot(double above, int across, int down, int spots) {
        double[] celsius = block(flat(50), WIDTH, 40, 40, across, down, 50 + above);

        assertThat(full(Rule.T2, celsius, DOWN)).hasSize(spots);
    }

    /** People, animals, engines and what the sun heats stand out from cold ground, and do not burn. */
    @ParameterizedTest
    @CsvSource({"59, 2, 0", "61, 2, 1", "59, 40, 0", "34, 6, 0"})
    void whatIsTooCoolToBurnIsNoSpotHoweverColdItsSurroundings(double celsius, int side, int spots) {
        assertThat(full(Rule.T2, block(flat(5), WIDTH, 40, 40, side, side, celsius), DOWN))
                .hasSize(spots);
    }

    /** Whoever knows the pitch to a degree does not know if a thing that lies 2° below the horizon stands before the sky. */
    @ParameterizedTest
    @CsvSource({"62, 0", "75, 1"})
    void whatLiesFlatBelowTheHorizonHasNoSurroundings(int row, int spots) {
        Pose level = new Pose(10, 0, 0, 0, 45, 34.5);

        assertThat(full(Rule.T2, block(flat(30), WIDTH, 70, row, 5, 4, 90), level))
                .hasSize(spots);
        assertThat(full(Rule.T1, block(flat(30), WIDTH, 70, row, 5, 4, 200), level))
                .hasSize(1);
    }

    @Test
    void itsAreaAndItsPowerAreThoseOfTheGroundItCovers() {
        double[] celsius = block(flat(20), WIDTH, 70, 50, 20, 20, 300);

        HotSpot spot = full(Rule.T1, celsius, DOWN).get(0);

        double pixel = 80 * Math.toRadians(45) / WIDTH;
        assertThat(spot.areaSquareMeters()).isCloseTo(400 * pixel * pixel, within(8.0));
        double kilowatts = 5.670_374e-11 * (Math.pow(573.15, 4) - Math.pow(293.15, 4));
        assertThat(spot.kilowatts()).isCloseTo(spot.areaSquareMeters() * kilowatts, within(3.0));
    }

    @Test
    void pixelsThatTouchAtTheirCornersAreConnected() {
        double[] celsius = flat(20);
        for (int i = 0; i < 4; i++) {
            block(celsius, WIDTH, 40 + i, 40 + i, 1, 1, 60);
        }

        assertThat(full(Rule.T2, celsius, DOWN)).hasSize(1);
    }

    @Test
    void pixelsAtOppositeEdgesAreNotConnected() {
        double[] celsius = flat(20);
        block(celsius, WIDTH, WIDTH - 2, 40, 2, 1, 60);
        block(celsius, WIDTH, 0, 41, 2, 1, 60);

        assertThat(full(Rule.T2, celsius, DOWN)).isEmpty();
    }

    @Test
    void whereTheGroundIsRoughItTakesMore() {
        Random random = new Random(5);
        double[] celsius = flat(20);
        Arrays.setAll(celsius, i -> 20 + 4 * random.nextGaussian());

        assertThat(full(Rule.T2, block(celsius.clone(), WIDTH, 40, 40, 3, 3, 40), DOWN))
                .isEmpty();
        assertThat(full(Rule.T2, block(celsius.clone(), WIDTH, 40, 40, 3, 3, 60), DOWN))
                .hasSize(1);
    }

    @Test
    void aFireOfThousandsOfPixelsDoesNotRaiseItsOwnBar() {
        double[] celsius = block(ground(WIDTH, HEIGHT, 1), WIDTH, 40, 25, 68, 67, 90);

        List<HotSpot> spots = full(Rule.T2, celsius, DOWN);

        assertThat(spots).hasSize(1);
        assertThat(spots.get(0).pixels()).isEqualTo(68 * 67);
    }

    @Test
    void aCrowdIsItsOwnSurroundingsButForItsCorners() {
        double[] celsius = block(ground(WIDTH, HEIGHT, 1), WIDTH, 20, 20, 90, 80, 38);

        assertThat(full(Rule.T2, celsius, DOWN).stream()
                        .mapToInt(HotSpot::pixels)
                        .sum())
                .isLessThan(90 * 80 / 20);
    }

    @ParameterizedTest
    @CsvSource({"150.1, 2, 1", "149, 2, 0", "400, 2, 1"})
    void fourPixelsAboveTheAbsoluteLevelAreHotAnywhere(double value, int side, int spots) {
        double[] celsius = block(flat(20), WIDTH, 100, 90, side, side, value);

        assertThat(full(Rule.T1, celsius, DOWN)).hasSize(spots);
    }

    @Test
    void belowItsLevelButAboveItsShareASpotIsFaint() {
        double[] celsius = block(flat(20), WIDTH, 100, 90, 3, 3, 130);

        assertThat(finder.find(frame(celsius, WIDTH, DOWN)))
                .filteredOn(spot -> spot.rule() == Rule.T1)
                .extracting(HotSpot::full)
                .containsExactly(false);
    }

    @Test
    void noDataIsNeitherColdNorHot() {
        double[] celsius = ground(WIDTH, HEIGHT, 3);
        block(celsius, WIDTH, 0, 0, 80, HEIGHT, Double.NaN);
        block(celsius, WIDTH, 120, 60, 3, 3, Double.NaN);

        assertThat(finder.find(frame(celsius, WIDTH, DOWN))).isEmpty();
        assertThat(full(Rule.T2, block(celsius, WIDTH, 82, 50, 3, 3, 70), DOWN)).hasSize(1);
    }

    @Test
    void aFrameWithoutAnyDataIsEmpty() {
        assertThat(finder.find(frame(flat(Double.NaN), WIDTH, DOWN))).isEmpty();
    }

    @Test
    void coldSkyMakesNoTowerHotAndNoGroundWarm() {
        Pose level = new Pose(60, 0, -5, 0, 45, 34.5);
        double[] celsius = ground(WIDTH, HEIGHT, 4);
        block(celsius, WIDTH, 0, 0, WIDTH, 42, -50);
        block(celsius, WIDTH, 60, 10, 20, 32, 15);

        assertThat(finder.find(frame(celsius, WIDTH, level))).isEmpty();
    }

    @Test
    void fireAboveTheHorizonIsHotAbsolutelyAndHasNoPlace() {
        Pose level = new Pose(60, 90, 0, 0, 45, 34.5);
        double[] celsius = block(flat(20), WIDTH, 78, 20, 5, 5, 300);

        List<HotSpot> spots = finder.find(frame(celsius, WIDTH, level));

        assertThat(spots).extracting(HotSpot::rule).containsExactly(Rule.T1);
        assertThat(spots.get(0).sight().unplaced()).isEqualTo(View.ABOVE_HORIZON);
        assertThat(spots.get(0).sight().bearingDegrees()).isCloseTo(90, within(1.0));
    }

    @Test
    void aSpotLiesWhereItsMiddleIs() {
        Pose pose = new Pose(100, 0, -45, 0, 45, 34.5);
        double[] celsius = blob(ground(WIDTH, HEIGHT, 9), WIDTH, 79.5, 59.5, 200, 1.5);

        Sight sight = full(Rule.T1, celsius, pose).get(0).sight();

        Position truth = new Position(Frames.LAT + 100 / (Math.toRadians(1) * 6_371_008.8), Frames.LON);
        assertThat(new Position(sight.lat(), sight.lon()).metersTo(truth)).isLessThan(1);
        assertThat(sight.uncertaintyMeters()).isBetween(3.0, 20.0);
    }

    private List<HotSpot> full(Rule rule, double[] celsius, Pose pose) {
        return finder.find(frame(celsius, WIDTH, pose)).stream()
                .filter(spot -> spot.rule() == rule && spot.full())
                .toList();
    }

    private static double[] flat(double celsius) {
        double[] pixels = new double[WIDTH * HEIGHT];
        Arrays.fill(pixels, celsius);
        return pixels;
    }
}
