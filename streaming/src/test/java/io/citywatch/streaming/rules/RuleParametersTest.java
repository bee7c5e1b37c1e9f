package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.citywatch.streaming.rules.elder.ElderParameters;
import io.citywatch.streaming.rules.elder.InactivityParameters;
import io.citywatch.streaming.rules.elder.PersonParameters;
import io.citywatch.streaming.rules.health.HealthParameters;
import io.citywatch.streaming.rules.ride.RideParameters;
import io.citywatch.streaming.rules.vehicle.VehicleParameters;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParametersTest {
    @Test
    void theDefaultsOfFallsAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.fall())
                .isEqualTo(new FallParameters(
                        Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10)));
    }

    @Test
    void theDefaultsOfClocksAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.clock())
                .isEqualTo(new ClockParameters(Duration.ofMinutes(15), Duration.ofMinutes(2)));
    }

    @Test
    void theDefaultsOfVehiclesAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.vehicle())
                .isEqualTo(new VehicleParameters(
                        Duration.ofHours(24),
                        10,
                        20,
                        Duration.ofSeconds(2),
                        24,
                        200,
                        -72,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofHours(24),
                        150,
                        2,
                        Duration.ofSeconds(30),
                        6,
                        Duration.ofMinutes(10),
                        150,
                        1_000,
                        Duration.ofSeconds(10),
                        150,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(15),
                        2,
                        3,
                        5,
                        90,
                        0.5,
                        Duration.ofMinutes(10),
                        0.3,
                        Duration.ofMinutes(15),
                        4,
                        1e-6));
    }

    @Test
    void theDefaultsOfRidesAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.ride())
                .isEqualTo(new RideParameters(
                        Duration.ofHours(24),
                        8,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofHours(8),
                        Duration.ofDays(28),
                        20,
                        0.005,
                        0.01,
                        10,
                        3,
                        3,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(3),
                        0.5,
                        1,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        3,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        3,
                        Duration.ofHours(24),
                        Duration.ofMinutes(1),
                        3,
                        Duration.ofDays(7),
                        150,
                        Duration.ofHours(1)));
    }

    @Test
    void theDefaultsOfHomesAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.elder())
                .isEqualTo(new ElderParameters(
                        Duration.ofMinutes(10), Duration.ofHours(2), 30, 20, 25, Duration.ofMinutes(10)));
    }

    @Test
    void theDefaultsOfPeopleAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.person())
                .isEqualTo(new PersonParameters(
                        40,
                        130,
                        90,
                        90,
                        180,
                        2,
                        4,
                        Duration.ofHours(24),
                        Duration.ofMinutes(10),
                        2,
                        Duration.ofMinutes(3),
                        Duration.ofHours(1),
                        Duration.ofMinutes(10)));
        assertThat(RuleParameters.DEFAULTS.inactivity())
                .isEqualTo(new InactivityParameters(
                        Duration.ofHours(4),
                        Duration.ofHours(10),
                        Duration.ofHours(12),
                        Duration.ofHours(5),
                        14,
                        0.995,
                        1.75,
                        22,
                        6,
                        ZoneId.of("Asia/Shanghai"),
                        1.25,
                        3,
                        25,
                        Duration.ofDays(60)));
    }

    @Test
    void theDefaultsOfDevicesAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.health())
                .isEqualTo(new HealthParameters(
                        3,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(130),
                        Duration.ofMinutes(15),
                        20,
                        25,
                        Duration.ofMinutes(10),
                        500,
                        10,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(5),
                        3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1  | mains-low-battery: -1.0 (expected: 0.0 to 100.0)",
                "101 | mains-low-battery: 101.0 (expected: 0.0 to 100.0)",
                "NaN | mains-low-battery: NaN (expected: 0.0 to 100.0)"
            })
    void aPercentageOutOfBoundsIsRefusedByName(double percent, String message) {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ElderParameters(minute, minute, percent, 20, 25, minute))
                .withMessage(message);
    }

    @Test
    void aParameterThatIsNotAboveZeroIsRefusedByName() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FallParameters(minute, Duration.ZERO, minute, minute))
                .withMessage("clock-grace: PT0S (expected: above zero)");
    }
}
