package io.citywatch.streaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(100_000, 100_000, 200_000);

    @Test
    void letsLanesRunAFewSecondsAhead() {
        assertThat(pace.isDue(Pace.What.RARE, 105_000)).isTrue();
        assertThat(pace.isDue(Pace.What.RARE, 105_001)).isFalse();

        CompletableFuture<Void> due = pace.whenDue(Pace.What.RARE, 107_000);
        pace.reached(101_999);
        assertThat(due).isNotDone();
        pace.reached(102_000);

        assertThat(due).isDone();
        assertThat(pace.isDue(Pace.What.RARE, 107_001)).isFalse();
    }

    @Test
    void neverGoesBack() {
        pace.reached(150_000);
        pace.reached(Long.MIN_VALUE);

        assertThat(pace.isDue(Pace.What.RARE, 155_000)).isTrue();
    }

    @Test
    void letsTheOnlyOneThatSpeaksRunAheadUntilAnotherHasSomethingToSay() {
        pace.awaits("letters");
        pace.reached(100_000);
        assertThat(pace.isDue(Pace.What.OFTEN, 105_001)).isFalse();

        pace.announce("letters", 140_000);

        assertThat(pace.isDue(Pace.What.OFTEN, 140_000)).isTrue();
        CompletableFuture<Void> behindTheLetter = pace.whenDue(Pace.What.OFTEN, 140_001);
        assertThat(pace.isDue(Pace.What.RARE, 140_000)).isFalse();
        pace.reached(135_000);
        assertThat(pace.isDue(Pace.What.RARE, 140_000)).isTrue();
        assertThat(behindTheLetter).isNotDone();
        pace.announce("letters", Long.MAX_VALUE);
        assertThat(behindTheLetter).isDone();
    }

    @Test
    void runsNowhereBeforeTheRegistriesAreRead() {
        pace.announce("letters", Long.MAX_VALUE);

        assertThat(pace.isDue(Pace.What.OFTEN, 105_001)).isFalse();
        assertThat(pace.isDue(Pace.What.PULSE, 105_001)).isFalse();
    }

    @Test
    void endsWhenTheLastStepHasSeenTheEnd() {
        pace.reached(199_999);
        assertThat(pace.ended()).isNotDone();

        pace.reached(200_000);

        assertThat(pace.ended()).isDone();
    }
}
