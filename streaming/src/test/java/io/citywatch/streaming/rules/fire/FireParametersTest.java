package io.citywatch.streaming.rules.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.citywatch.streaming.rules.FireParameters;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FireParametersTest {
    @Test
    void theDefaultsAreThoseOfTheCatalogue() {
        FireParameters defaults = FireParameters.DEFAULTS;

        assertThat(defaults)
                .isEqualTo(new FireParameters(
                        Duration.ofDays(7),
                        57,
                        8.3,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(45),
                        4,
                        0.8,
                        Duration.ofSeconds(60),
                        10,
                        Duration.ofHours(24),
                        2,
                        Duration.ofSeconds(60),
                        3,
                        Duration.ofSeconds(120),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        20,
                        25,
                        Duration.ofDays(7),
                        Duration.ofDays(30)));
    }

    @Test
    void aParameterOutOfBoundsIsRefusedByName() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FireParameters(
                        minute, 57, 8.3, minute, minute, 4, 1.5, minute, 10, minute, 2, minute, 3, minute, minute,
                        minute, 20, 25, minute, minute))
                .withMessageStartingWith("heat-clear-share: 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FireParameters(
                        minute,
                        57,
                        8.3,
                        minute,
                        Duration.ofMinutes(2),
                        4,
                        0.8,
                        minute,
                        10,
                        minute,
                        2,
                        minute,
                        3,
                        minute,
                        minute,
                        minute,
                        20,
                        25,
                        minute,
                        minute))
                .withMessageStartingWith("rise-span: PT2M");
    }
}
