package io.citywatch.streaming.rules.elder;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredElder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WanderingTest {
    private static final long MINUTE = 60_000;
    private static final long T = 1_000_000_000_000L;
    private static final double METERS_A_DEGREE = 111_195;
    private static final RegisteredElder ELDER = new RegisteredElder("e-7", false, 23.35, 116.68, 300, List.of(), 0);

    private final Wandering rule = new Wandering(PersonParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private RegisteredElder elder = ELDER;
    private @Nullable Outside state;

    @Test
    void whoIsOutsideForThreeMinutesIsFollowedUntilBack() {
        for (int i = 0; i < 6; i++) {
            fix(T + i * MINUTE, 400 + 50 * i, 15);
        }
        fix(T + 6 * MINUTE, 250, 15);

        assertThat(said)
                .extracting(Detection::phase)
                .containsExactly(Phase.RAISED, Phase.UPDATED, Phase.UPDATED, Phase.CLEARED);
        Detection raised = said.get(0);
        assertThat(raised.at().toEpochMilli()).isEqualTo(T + 3 * MINUTE);
        assertThat(raised.severity()).isEqualTo(Severity.P2);
        assertThat(raised.evidence())
                .containsEntry("metersBeyond", 250.0)
                .containsEntry("uncertaintyMeters", 15.0)
                .containsEntry("fixes", 4)
                .containsEntry("since", T);
        assertThat(raised.position()).isEqualTo(new Position(23.35 + 550 / METERS_A_DEGREE, 116.68));
        assertThat(state).isNull();
    }

    @Test
    void oneFixFarOffIsNobodyLost() {
        fix(T, 50, 15);
        fix(T + MINUTE, 2_000, 15);
        fix(T + 2 * MINUTE, 50, 15);
        fix(T + 5 * MINUTE, 2_000, 15);
        fix(T + 6 * MINUTE, 50, 15);

        assertThat(said).isEmpty();
    }

    @Test
    void aFixThatMayBeInsideNeitherBeginsNorEndsIt() {
        for (int i = 0; i < 10; i++) {
            fix(T + i * MINUTE, 500, 300);
        }
        assertThat(said).isEmpty();
        fix(T + 10 * MINUTE, 500, 15);
        fix(T + 11 * MINUTE, 500, 300);
        fix(T + 13 * MINUTE, 500, 15);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED);
    }

    @Test
    void aRepeatAndAnOlderFixAreNoSecondOne() {
        fix(T + 5 * MINUTE, 900, 15);
        fix(T + 5 * MINUTE, 900, 15);
        fix(T, 900, 15);

        assertThat(said).isEmpty();
    }

    @Test
    void itIsOverAfterTenMinutesWithoutAFixOutside() {
        fix(T, 900, 15);
        fix(T + 4 * MINUTE, 900, 15);
        passes(T + 14 * MINUTE);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.CLEARED);
        fix(T + 20 * MINUTE, 950, 15);
        passes(T + 30 * MINUTE);
        passes(T + 80 * MINUTE);

        assertThat(said).hasSize(4);
        assertThat(said.get(2).id()).isNotEqualTo(said.get(0).id());
        assertThat(state).as("nothing is left").isNull();
    }

    @Test
    void whoseAbsenceIsAnnouncedMayBeAnywhereUntilItIsOver() {
        elder = new RegisteredElder("e-7", false, 23.35, 116.68, 300, List.of(), T + 4 * MINUTE);
        for (int minute = 0; minute < 4; minute++) {
            fix(T + minute * MINUTE - 1_000, 900, 10);
        }
        assertThat(said).isEmpty();
        for (int minute = 4; minute < 8; minute++) {
            fix(T + minute * MINUTE, 900, 10);
        }

        assertThat(said).isNotEmpty();
    }

    @Test
    void withoutAZoneAPendantMayBeAnywhere() {
        elder = new RegisteredElder("e-7", false, null, null, 0, List.of(), 0);
        fix(T, 9_000, 15);
        fix(T + 9 * MINUTE, 9_000, 15);

        assertThat(said).isEmpty();
    }

    private void fix(long at, double metersNorth, double accuracy) {
        FixReport fix = new FixReport(
                "ct-1", at + "@a", at, at + 3, at, 23.35 + metersNorth / METERS_A_DEGREE, 116.68, accuracy);
        take(rule.take(state, fix, elder, Subject.person("e-7"), Instant.ofEpochMilli(at)));
    }

    private void passes(long at) {
        if (state != null) {
            take(rule.atEventTime(state, at, Instant.ofEpochMilli(at)));
        }
    }

    private void take(Judged<Outside> judged) {
        state = judged.state();
        said.addAll(judged.detections());
    }
}
