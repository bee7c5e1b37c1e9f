package io.citywatch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {
    /** A degree of a great circle is 111,195 m; the values are by the spherical law of cosines, worked out elsewhere. */
    @ParameterizedTest(name = "{4} m from {0},{1} to {2},{3}")
    @CsvSource({
        "0, 0, 0, 1, 111195.08",
        "0, 0, 1, 0, 111195.08",
        "60, 0, 60, 1, 55597.01",
        "0, 179.5, 0, -179.5, 111195.08",
        "90, 0, 90, 77, 0",
        "0, 0, 0, 180, 20015114.44",
        "90, 0, -90, 0, 20015114.44",
        "23.3541, 116.6822, 23.3541, 116.6822, 0"
    })
    void measuresTheGreatCircle(double lat, double lon, double otherLat, double otherLon, double meters) {
        Position one = new Position(lat, lon);
        Position other = new Position(otherLat, otherLon);

        assertThat(one.metersTo(other)).isCloseTo(meters, within(0.01));
        assertThat(other.metersTo(one)).isCloseTo(meters, within(0.01));
    }

    @Test
    void measuresTheDistanceOfTwoCities() {
        Position paris = new Position(48.8566, 2.3522);
        Position london = new Position(51.5074, -0.1278);

        assertThat(paris.metersTo(london)).isCloseTo(343_556.5, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({
        "90.000001, 0, lat: 90.000001 (expected: -90 to 90 degrees)",
        "-91, 0, lat: -91.0 (expected: -90 to 90 degrees)",
        "NaN, 0, lat: NaN (expected: -90 to 90 degrees)",
        "0, 180.5, lon: 180.5 (expected: -180 to 180 degrees)",
        "0, NaN, lon: NaN (expected: -180 to 180 degrees)",
        "0, Infinity, lon: Infinity (expected: -180 to 180 degrees)"
    })
    void refusesWhatIsNotOnTheGround(double lat, double lon, String message) {
        assertThatThrownBy(() -> new Position(lat, lon))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
