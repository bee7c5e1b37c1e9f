package io.citywatch.streaming.rules.thermal;

import static io.citywatch.streaming.rules.thermal.Frames.LAT;
import static io.citywatch.streaming.rules.thermal.Frames.LON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.streaming.rules.ThermalParameters;
import io.citywatch.streaming.rules.thermal.Frames.Pose;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {
    private static final double METERS_PER_DEGREE = Math.toRadians(1) * 6_371_008.8;
    private static final int WIDTH = 101;
    private static final int HEIGHT = 81;
    private static final double MIDDLE_X = 50;
    private static final double MIDDLE_Y = 40;
    private static final Offset<Double> CLOSE = within(0.01);

    @Test
    void straightDownTheMiddleIsBelowTheCamera() {
        Sight sight = view(new Pose(100, 30, -90, 0, 60, 45)).look(MIDDLE_X, MIDDLE_Y);

        assertThat(north(sight)).isCloseTo(0, CLOSE);
        assertThat(east(sight)).isCloseTo(0, CLOSE);
        assertThat(sight.rangeMeters()).isCloseTo(0, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0", "90, 0, 100", "180, -100, 0", "270, 0, -100"})
    void fortyFiveDegreesDownIsAsFarAsHigh(double heading, double north, double east) {
        Sight sight = view(new Pose(100, heading, -45, 0, 60, 45)).look(MIDDLE_X, MIDDLE_Y);

        assertThat(north(sight)).isCloseTo(north, CLOSE);
        assertThat(east(sight)).isCloseTo(east, CLOSE);
        assertThat(sight.rangeMeters()).isCloseTo(100, CLOSE);
        assertThat(sight.bearingDegrees()).isCloseTo(heading, CLOSE);
    }

    @Test
    void straightDownTheTopOfTheFrameIsWhereTheHeadingPoints() {
        double edge = 100 * Math.tan(Math.toRadians(22.5)) * (HEIGHT - 1) / HEIGHT;
        Sight top = view(new Pose(100, 90, -90, 0, 60, 45)).look(MIDDLE_X, 0);

        assertThat(east(top)).isCloseTo(edge, CLOSE);
        assertThat(north(top)).isCloseTo(0, CLOSE);
    }

    @Test
    void straightDownTheRightOfTheFrameIsRightOfTheHeading() {
        double edge = 100 * Math.tan(Math.toRadians(30)) * (WIDTH - 1) / WIDTH;
        Sight right = view(new Pose(100, 0, -90, 0, 60, 45)).look(WIDTH - 1, MIDDLE_Y);

        assertThat(east(right)).isCloseTo(edge, CLOSE);
        assertThat(north(right)).isCloseTo(0, CLOSE);
    }

    @Test
    void anOffAxisColumnAtFortyFiveDegreesLiesAcrossTheLineOfSight() {
        double across = 100 * Math.sqrt(2) * Math.tan(Math.toRadians(30)) * (WIDTH - 1) / WIDTH;
        Sight right = view(new Pose(100, 0, -45, 0, 60, 45)).look(WIDTH - 1, MIDDLE_Y);

        assertThat(north(right)).isCloseTo(100, CLOSE);
        assertThat(east(right)).isCloseTo(across, CLOSE);
        assertThat(right.bearingDegrees()).isCloseTo(Math.toDegrees(Math.atan2(across, 100)), CLOSE);
    }

    @Test
    void rolledWithTheRightSideDownTheRightOfTheFrameLooksNearer() {
        View rolled = view(new Pose(100, 0, -45, 20, 60, 45));

        assertThat(rolled.look(WIDTH - 1, MIDDLE_Y).rangeMeters())
                .isLessThan(rolled.look(0, MIDDLE_Y).rangeMeters());
        assertThat(rolled.look(MIDDLE_X, MIDDLE_Y).rangeMeters()).isCloseTo(100, CLOSE);
    }

    @Test
    void rolledByARightAngleTheRightOfTheFrameIsDown() {
        double angle = Math.atan(Math.tan(Math.toRadians(30)) * (WIDTH - 1) / WIDTH);
        Sight right = view(new Pose(100, 0, -45, 90, 60, 45)).look(WIDTH - 1, MIDDLE_Y);

        assertThat(north(right)).isCloseTo(100 / Math.tan(Math.toRadians(45) + angle), CLOSE);
        assertThat(east(right)).isCloseTo(0, CLOSE);
    }

    @Test
    void aboveTheHorizonThereIsABearingAndNoPlace() {
        Sight sight = view(new Pose(100, 250, 5, 0, 60, 45)).look(MIDDLE_X, MIDDLE_Y);

        assertThat(sight.lat()).isNull();
        assertThat(sight.rangeMeters()).isNull();
        assertThat(sight.bearingDegrees()).isCloseTo(250, CLOSE);
        assertThat(sight.unplaced()).isEqualTo(View.ABOVE_HORIZON);
    }

    @Test
    void beyondTheLimitThereIsABearingAndNoPlace() {
        assertThat(view(new Pose(100, 0, -1.92, 0, 60, 45))
                        .look(MIDDLE_X, MIDDLE_Y)
                        .unplaced())
                .isNull();
        assertThat(view(new Pose(100, 0, -1.90, 0, 60, 45))
                        .look(MIDDLE_X, MIDDLE_Y)
                        .unplaced())
                .isEqualTo(View.TOO_FAR);
    }

    @Test
    void withoutAnAltitudeNothingHasAPlace() {
        assertThat(view(new Pose(0, 0, -45, 0, 60, 45)).look(MIDDLE_X, MIDDLE_Y).unplaced())
                .isEqualTo(View.NO_ALTITUDE);
    }

    @Test
    void aPlaceIsTheLessSureTheNearerToTheHorizon() {
        double last = 0;
        for (double pitch = -90; pitch <= -2; pitch += 1) {
            Double meters = view(new Pose(100, 0, pitch, 0, 60, 45))
                    .look(MIDDLE_X, MIDDLE_Y)
                    .uncertaintyMeters();

            assertThat(meters).as("pitch %s", pitch).isGreaterThan(last);
            last = meters;
        }
        assertThat(last).isGreaterThan(500);
    }

    @Test
    void straightDownADegreeOfErrorIsFourMetersAtTwoHundred() {
        ThermalParameters defaults = ThermalParameters.DEFAULTS;
        double oneDegree = 200 * Math.toRadians(defaults.pointingErrorDegrees());

        assertThat(view(new Pose(200, 0, -90, 0, 60, 45))
                        .look(MIDDLE_X, MIDDLE_Y)
                        .uncertaintyMeters())
                .isBetween(oneDegree * Math.sqrt(2), oneDegree * Math.sqrt(2) + 3);
    }

    /** The inverse, made another way: the angles that a place has in the camera's own turned frame. */
    @Test
    void everyPlaceComesBackFromThePixelThatShowsIt() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        int seen = 0;
        for (int i = 0; i < 20_000; i++) {
            Pose pose = new Pose(
                    5 + 400 * random.nextDouble(),
                    360 * random.nextDouble(),
                    -90 + 100 * random.nextDouble(),
                    -180 + 360 * random.nextDouble(),
                    10 + 80 * random.nextDouble(),
                    10 + 60 * random.nextDouble());
            double north = 600 * (random.nextDouble() - 0.5);
            double east = 600 * (random.nextDouble() - 0.5);
            double[] pixel = pixelOf(pose, north, east);
            if (pixel == null) {
                continue;
            }
            seen++;
            Sight sight = view(pose).look(pixel[0], pixel[1]);

            assertThat(north(sight)).as("seed %d, %s", seed, pose).isCloseTo(north, within(0.05));
            assertThat(east(sight)).as("seed %d, %s", seed, pose).isCloseTo(east, within(0.05));
        }
        assertThat(seen).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @CsvSource({"-30, 0", "0.1, 0", "0.1, 15", "0.1, -15", "5, 90", "-5, 180", "20, 3", "60, 0", "-89, 45"})
    void theGroundOfARowIsWhatLooksBelowTheHorizon(double pitch, double roll) {
        View view = view(new Pose(100, 10, pitch, roll, 60, 45));

        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean isGround = !View.ABOVE_HORIZON.equals(view.look(x, y).unplaced());
                assertThat(x >= view.groundFrom(y) && x < view.groundTo(y))
                        .as("column %d, row %d", x, y)
                        .isEqualTo(isGround);
            }
        }
    }

    private static double[] pixelOf(Pose pose, double north, double east) {
        double heading = Math.toRadians(pose.heading());
        double forward = north * Math.cos(heading) + east * Math.sin(heading);
        double right = -north * Math.sin(heading) + east * Math.cos(heading);
        double pitch = Math.toRadians(pose.pitch());
        double depth = forward * Math.cos(pitch) - pose.altitude() * Math.sin(pitch);
        double down = forward * Math.sin(pitch) + pose.altitude() * Math.cos(pitch);
        double roll = Math.toRadians(pose.roll());
        double toRight = right * Math.cos(roll) + down * Math.sin(roll);
        double toDown = -right * Math.sin(roll) + down * Math.cos(roll);
        double u = toRight / depth / Math.tan(Math.toRadians(pose.hfov()) / 2);
        double v = toDown / depth / Math.tan(Math.toRadians(pose.vfov()) / 2);
        return depth <= 0 || Math.abs(u) > 1 || Math.abs(v) > 1
                ? null
                : new double[] {(u + 1) * WIDTH / 2 - 0.5, (v + 1) * HEIGHT / 2 - 0.5};
    }

    private static View view(Pose pose) {
        return new View(
                CameraPose.of(Frames.frame(new double[WIDTH * HEIGHT], WIDTH, pose)), ThermalParameters.DEFAULTS);
    }

    private static double north(Sight sight) {
        return (sight.lat() - LAT) * METERS_PER_DEGREE;
    }

    private static double east(Sight sight) {
        return (sight.lon() - LON) * METERS_PER_DEGREE * Math.cos(Math.toRadians(LAT));
    }
}
