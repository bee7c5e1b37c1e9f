package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.citywatch.streaming.rules.ThermalParameters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThermalParametersTest {
    @Test
    void theDefaultsAreThoseOfTheCatalogue() {
        assertThat(ThermalParameters.DEFAULTS).isEqualTo(with(0.8, 3, 5));
    }

    @Test
    void aParameterOutOfBoundsIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1.2, 3, 5))
                .withMessageStartingWith("fall-share: 1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0.8, 6, 5))
                .withMessageStartingWith("confirm-frames: 6");
    }

    private static ThermalParameters with(double fallShare, int frames, int ofFrames) {
        return new ThermalParameters(
                150,
                15,
                6,
                10,
                0.5,
                100,
                40,
                60,
                3,
                4,
                fallShare,
                frames,
                ofFrames,
                Duration.ofSeconds(30),
                2.5,
                Duration.ofSeconds(5),
                20,
                0.25,
                25,
                100,
                150,
                10,
                3_000,
                1,
                0.05,
                3,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5));
    }
}
