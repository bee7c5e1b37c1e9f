package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpotParametersTest {
    @Test
    void theDefaultsAreThoseOfTheCatalogue() {
        assertThat(SpotParameters.DEFAULTS).isEqualTo(with(20, 2));
        assertThat(SmokeParameters.DEFAULTS).isEqualTo(smoke(0.5, 3));
    }

    @Test
    void aParameterOutOfBoundsIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0, 2))
                .withMessageStartingWith("growth-percent-per-minute: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> with(20, 0)).withMessageStartingWith("stale-frames: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smoke(1.5, 3))
                .withMessageStartingWith("pre-alarm-share: 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> smoke(0.5, 1))
                .withMessageStartingWith("nuisance-alarms: 1");
    }

    private static SpotParameters with(double growth, int staleFrames) {
        return new SpotParameters(
                growth,
                Duration.ofMinutes(2),
                150,
                Duration.ofMinutes(10),
                10,
                3,
                Duration.ofSeconds(30),
                2,
                3,
                2,
                20,
                35,
                8,
                Duration.ofSeconds(2),
                Duration.ofMinutes(2),
                3,
                Duration.ofDays(14),
                2,
                Duration.ofSeconds(30),
                staleFrames);
    }

    private static SmokeParameters smoke(double share, int nuisances) {
        return new SmokeParameters(
                10,
                share,
                2,
                3,
                Duration.ofSeconds(30),
                0.5,
                0.4,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                0.8,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                nuisances,
                Duration.ofDays(7),
                Duration.ofMinutes(10));
    }
}
