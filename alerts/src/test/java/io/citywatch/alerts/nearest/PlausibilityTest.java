package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.nearest.Plausibility.Fix;
import io.citywatch.alerts.nearest.Plausibility.Track;
import io.citywatch.alerts.testing.City;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private static Fix at(double north, int second) {
        return new Fix(City.at(north, 0), NOW.plusSeconds(second));
    }

    private static Track after(Fix... fixes) {
        Track track = new Track(null, null);
        for (Fix fix : fixes) {
            track = Plausibility.judge(track, fix, 10.0);
        }
        return track;
    }

    @Test
    void believesTheFirstFixAndWhoeverGoesOnFromThere() {
        assertThat(after(at(0, 0), at(400, 10))).isEqualTo(new Track(at(400, 10), null));
    }

    @Test
    void doubtsAJumpAndForgetsItWhenThePersonIsStillThere() {
        assertThat(after(at(0, 0), at(9_000, 10))).isEqualTo(new Track(at(0, 0), at(9_000, 10)));
        assertThat(after(at(0, 0), at(9_000, 10), at(20, 20))).isEqualTo(new Track(at(20, 20), null));
    }

    @Test
    void believesAJumpThatTheNextFixConfirms() {
        assertThat(after(at(0, 0), at(9_000, 10), at(9_050, 20))).isEqualTo(new Track(at(9_050, 20), null));
    }

    @Test
    void neverBelievesAPhoneThatJumpsAboutEveryTime() {
        assertThat(after(at(0, 0), at(9_000, 10), at(-9_000, 20), at(30_000, 30))
                        .believed())
                .isEqualTo(at(0, 0));
    }

    @Test
    void hasNoUseForAFixThatCouldBeAnywhere() {
        assertThat(Plausibility.judge(after(at(0, 0)), at(50, 10), 1_500.0)).isEqualTo(after(at(0, 0)));
        assertThat(Plausibility.judge(after(at(0, 0)), at(50, 10), null)).isEqualTo(after(at(50, 10)));
    }
}
