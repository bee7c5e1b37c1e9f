package io.citywatch.streaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(100_000, 200_000);

    @Test
    void letsLanesRunAFewSecondsAhead() {
        assertThat(pace.isDue(105_000)).isTrue();
        assertThat(pace.isDue(105_001)).isFalse();

        CompletableFuture<Void> due = pace.whenDue(107_000);
        pace.reached(101_999);
        assertThat(due).isNotDone();
        pace.reached(102_000);

        assertThat(due).isDone();
        assertThat(pace.isDue(107_001)).isFalse();
    }

    @Test
    void neverGoesBack() {
        pace.reached(150_000);
        pace.reached(Long.MIN_VALUE);

        assertThat(pace.isDue(155_000)).isTrue();
    }

    @Test
    void endsWhenTheLastStepHasSeenTheEnd() {
        pace.reached(199_999);
        assertThat(pace.ended()).isNotDone();

        pace.reached(200_000);

        assertThat(pace.ended()).isDone();
    }
}
