package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleParametersTest {
    @Test
    void theDefaultsOfFallsAreThoseOfTheCatalogue() {
        assertThat(RuleParameters.DEFAULTS.fall())
                .isEqualTo(new FallParameters(
                        Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10)));
    }

    @Test
    void aParameterThatIsNotAboveZeroIsRefusedByName() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FallParameters(minute, Duration.ZERO, minute, minute))
                .withMessage("clock-grace: PT0S (expected: above zero)");
    }
}
