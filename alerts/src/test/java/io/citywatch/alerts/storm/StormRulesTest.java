package io.citywatch.alerts.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StormRulesTest {
    private static final Instant T = Instant.parse("2026-11-23T08:00:00Z");

    private StormState state = StormState.NONE;

    private boolean after(long seconds, int incidents, int operators) {
        state = StormRules.next(
                state, new StormLoad(incidents, operators), T.plusSeconds(seconds), StormSettings.DEFAULTS);
        return state.isOn();
    }

    @Test
    void beginsWithMoreThanTenAnOperator() {
        assertThat(after(0, 10, 1)).isFalse();
        assertThat(after(1, 11, 1)).isTrue();
        assertThat(state.since()).isEqualTo(T.plusSeconds(1));
        state = StormState.NONE;
        assertThat(after(2, 20, 2)).isFalse();
        assertThat(after(3, 21, 2)).isTrue();
    }

    @Test
    void countsOneOperatorWhereNobodyIsSignedIn() {
        assertThat(after(0, 11, 0)).isTrue();
    }

    @Test
    void endsOnlyWhenItWasCalmForFiveMinutes() {
        assertThat(after(0, 11, 1)).isTrue();
        assertThat(after(60, 6, 1)).isTrue();
        assertThat(after(600, 6, 1)).isTrue();
        assertThat(after(700, 5, 1)).isTrue();
        assertThat(after(999, 5, 1)).isTrue();
        assertThat(after(1_000, 5, 1)).isFalse();
    }

    @Test
    void beginsToWaitAnewWhenItIsNotCalmInBetween() {
        assertThat(after(0, 11, 1)).isTrue();
        assertThat(after(100, 5, 1)).isTrue();
        assertThat(after(300, 8, 1)).isTrue();
        assertThat(after(400, 5, 1)).isTrue();
        assertThat(after(699, 5, 1)).isTrue();
        assertThat(after(700, 5, 1)).isFalse();
        assertThat(after(701, 10, 1)).isFalse();
    }

    @Test
    void waitsAnewWhenTheClockWasSetBack() {
        assertThat(after(5_000, 11, 1)).isTrue();
        assertThat(after(5_100, 5, 1)).isTrue();
        assertThat(after(0, 5, 1)).isTrue();
        assertThat(after(300, 5, 1)).isFalse();
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> new StormSettings(0, minute, 0.5, minute, minute))
                .hasMessageContaining("incidents: 0");
        assertThatThrownBy(() -> new StormSettings(10, minute, 1.5, minute, minute))
                .hasMessageContaining("calm-share: 1.5");
        assertThatThrownBy(() -> new StormSettings(10, Duration.ZERO, 0.5, minute, minute))
                .hasMessageContaining("within: PT0S");
    }
}
