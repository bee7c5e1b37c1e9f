package io.citywatch.streaming.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleParametersTest {
    @Test
    void theDefaultsAreThoseOfTheCatalogue() {
        RuleParameters defaults = RuleParameters.DEFAULTS;

        assertThat(defaults.fallCancelWindow()).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.fallClockGrace()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.fallQuiet()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.repeatWindow()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.openAlarmKept()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aParameterThatIsNotAboveZeroIsRefusedByName() {
        Duration minute = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleParameters(minute, Duration.ZERO, minute, minute, minute))
                .withMessage("fall-clock-grace: PT0S (expected: above zero)");
    }
}
