package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.SpotParameters;
import io.citywatch.streaming.rules.ThermalParameters;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossingTest {
    private static final double METERS_PER_DEGREE = Spots.METERS_PER_DEGREE;
    private static final Position FIRE = at(0, 0);

    private final Crossing crossing = new Crossing(ThermalParameters.DEFAULTS, SpotParameters.DEFAULTS);

    @Test
    void twoBearingsWithoutAPlaceMakeOne() {
        CameraPose south = pose(-800, 0, 30);
        CameraPose west = pose(0, -600, 30);

        Sight sight = crossing.of(south, bearing(0), west, bearing(90));

        assertThat(sight).isNotNull();
        assertThat(meters(sight, FIRE)).isLessThan(0.5);
        assertThat(sight.rangeMeters()).isCloseTo(800, within(1.0));
        assertThat(sight.uncertaintyMeters()).isBetween(10.0, 30.0);
    }

    /** Each camera errs by a degree and by a twentieth of its height: along its view by 150 m and more, across by 14. */
    @Test
    void theErrorIsAsLargeAsItIsSaidAndFarLessThanThatOfEither() {
        Random random = new Random(7);
        double squared = 0;
        double said = 0;
        double alone = 0;
        int found = 0;
        for (int i = 0; i < 400; i++) {
            CameraPose south = pose(-800, 0, 80);
            CameraPose west = pose(0, -700, 80);
            Sight one = seen(south, random);
            Sight two = seen(west, random);
            Sight crossed = crossing.of(south, one, west, two);
            if (crossed != null) {
                found++;
                squared += Math.pow(meters(crossed, FIRE), 2);
                said += Math.pow(crossed.uncertaintyMeters(), 2);
                alone += Math.pow(meters(one, FIRE), 2);
            }
        }

        assertThat(found).isGreaterThan(360);
        assertThat(Math.sqrt(squared / found)).isLessThan(0.3 * Math.sqrt(alone / found));
        assertThat(Math.sqrt(squared / said)).isBetween(0.6, 1.4);
    }

    @Test
    void nearlyParallelLinesDoNotSayWhereTheyCross() {
        assertThat(crossing.of(pose(-800, 0, 30), bearing(0), pose(-800, 50, 30), bearing(356.4)))
                .isNull();
    }

    @Test
    void linesThatCrossBehindACameraSeeTwoThings() {
        assertThat(crossing.of(pose(-800, 0, 30), bearing(180), pose(0, -600, 30), bearing(90)))
                .isNull();
    }

    @Test
    void twoPlacesFarApartAreTwoThings() {
        CameraPose south = pose(-100, 0, 80);
        CameraPose west = pose(0, -100, 80);
        Sight near = new Sight(0, FIRE.lat(), FIRE.lon(), 100.0, 6.0, null);
        Sight far = new Sight(90, FIRE.lat(), FIRE.lon(), 300.0, 6.0, null);

        assertThat(crossing.of(south, near, west, far)).isNull();
    }

    private static Sight bearing(double degrees) {
        return Sight.unplaced(degrees, View.TOO_FAR);
    }

    /** As a camera with the errors that are assumed of one would place the fire. */
    private static Sight seen(CameraPose pose, Random random) {
        double north = (FIRE.lat() - pose.lat()) * METERS_PER_DEGREE;
        double east = (FIRE.lon() - pose.lon()) * METERS_PER_DEGREE * Math.cos(Math.toRadians(Frames.LAT));
        double bearing = Math.toDegrees(Math.atan2(east, north)) + random.nextGaussian();
        double depression =
                Math.atan2(pose.altitude(), Math.hypot(north, east)) + Math.toRadians(random.nextGaussian());
        double range = pose.altitude() * (1 + 0.05 * random.nextGaussian()) / Math.tan(Math.max(0.03, depression));
        double towards = Math.toRadians(bearing);
        Position at = new Position(
                pose.lat() + range * Math.cos(towards) / METERS_PER_DEGREE,
                pose.lon() + range * Math.sin(towards) / METERS_PER_DEGREE / Math.cos(Math.toRadians(Frames.LAT)));
        return new Sight((bearing + 360) % 360, at.lat(), at.lon(), range, 100.0, null);
    }

    static CameraPose pose(double metersNorth, double metersEast, double altitude) {
        Position at = at(metersNorth, metersEast);
        return new CameraPose(at.lat(), at.lon(), altitude, 0, -45, 0, 45, 34.5, 160, 120);
    }

    static Position at(double metersNorth, double metersEast) {
        return new Position(
                Frames.LAT + metersNorth / METERS_PER_DEGREE,
                Frames.LON + metersEast / METERS_PER_DEGREE / Math.cos(Math.toRadians(Frames.LAT)));
    }

    private static double meters(Sight sight, Position place) {
        return new Position(sight.lat(), sight.lon()).metersTo(place);
    }
}
