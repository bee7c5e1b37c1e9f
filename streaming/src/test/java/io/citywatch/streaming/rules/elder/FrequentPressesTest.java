package io.citywatch.streaming.rules.elder;

import static io.citywatch.streaming.rules.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.telemetry.CallEvent;
import io.citywatch.streaming.rules.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrequentPressesTest {
    private static final long HOUR = 3_600_000;
    private static final long T = 1_000_000_000_000L;

    private final FrequentPresses rule = new FrequentPresses(PersonParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private @Nullable Presses state;

    @Test
    void fourPressesOfADayAskForAVisitUntilFewerFallIntoADay() {
        for (int i = 0; i < 5; i++) {
            press("ct-1", i + "@a", T + i * HOUR);
        }
        passes(T + 25 * HOUR - 1);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        passes(T + 25 * HOUR);
        passes(T + 28 * HOUR);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said).extracting(Detection::severity).containsOnly(Severity.P3);
        assertThat(said.get(0).at().toEpochMilli()).isEqualTo(T + 3 * HOUR);
        assertThat(said.get(0).evidence()).containsEntry("presses", 4).containsEntry("since", T);
        assertThat(state).as("nothing is left").isNull();
    }

    @Test
    void theFourthAfterADayIsTheThirdOfIts() {
        press("ct-1", "1@a", T);
        press("ct-1", "2@a", T + 10 * HOUR);
        press("ct-1", "3@a", T + 20 * HOUR);
        press("ct-1", "4@a", T + 24 * HOUR + 1);

        assertThat(said).isEmpty();
    }

    @Test
    void theSameMessageAgainIsARepeatAndAnotherTerminalsIsNot() {
        press("ct-1", "1@a", T);
        press("ct-1", "1@a", T + 1_000);
        press("ct-1", "1@a", T + 2_000);
        press("ct-1", "1@a", T + 3_000);
        assertThat(said).isEmpty();
        press("ct-2", "1@a", T + 4_000);
        press("ct-1", "1@a", T + HOUR);
        press("ct-1", "2@a", T + HOUR);

        assertThat(said).hasSize(1);
    }

    private void press(String terminal, String identity, long at) {
        take(rule.take(
                state,
                call(terminal, CallEvent.Event.SOS, identity, at),
                Subject.person("e-7"),
                Instant.ofEpochMilli(at)));
    }

    private void passes(long at) {
        if (state != null) {
            take(rule.atEventTime(state, at, Instant.ofEpochMilli(at)));
        }
    }

    private void take(Judged<Presses> judged) {
        state = judged.state();
        said.addAll(judged.detections());
    }
}
