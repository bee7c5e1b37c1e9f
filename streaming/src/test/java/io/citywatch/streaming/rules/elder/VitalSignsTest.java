package io.citywatch.streaming.rules.elder;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.RegisteredElder;
import io.citywatch.streaming.rules.VitalsReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VitalSignsTest {
    private static final long MINUTE = 60_000;
    private static final long T = 1_000_000_000_000L;
    private static final Subject PERSON = Subject.person("e-7");

    private final VitalSigns rule = new VitalSigns(PersonParameters.DEFAULTS);
    private final List<Detection> said = new ArrayList<>();
    private @Nullable RegisteredElder elder;
    private @Nullable WatchedVitals state;

    @ParameterizedTest
    @CsvSource({
        "39, 98, 120, 1, 40",
        "40, 98, 120, 0, 0",
        "130, 98, 120, 0, 0",
        "131, 98, 120, 1, 130",
        "70, 89, 120, 1, 90",
        "70, 90, 120, 0, 0",
        "70, 98, 181, 1, 180",
        "70, 98, 180, 0, 0",
        "70, 98, 89, 1, 90"
    })
    void twoReadingsInARowOutOfEverybodysLimitsAreRaised(
            double heart, double oxygen, double pressure, int raised, double limit) {
        measure("1@a", T, heart, oxygen, pressure);
        assertThat(said).isEmpty();
        measure("2@a", T + MINUTE, heart, oxygen, pressure);

        assertThat(said).hasSize(raised);
        assertThat(said).allSatisfy(one -> {
            assertThat(one.severity()).isEqualTo(Severity.P2);
            assertThat(one.subject()).isEqualTo(PERSON);
            assertThat(one.evidence()).containsEntry("limit", limit).containsEntry("readings", 2);
        });
    }

    @Test
    void aGoodValueBetweenAndARepeatCountForNothing() {
        measure("1@a", T, 140, 98, 120);
        measure("1@a", T + 1_000, 140, 98, 120);
        measure("2@a", T + MINUTE, 80, 98, 120);
        measure("3@a", T + 2 * MINUTE, 140, 98, 120);
        measure("4@a", T + 3 * MINUTE, 80, 85, 120);

        assertThat(said).isEmpty();
    }

    @Test
    void whoseLimitsWereSetIsJudgedByThese() {
        elder = elderWith(new RegisteredElder.VitalLimit("heartRate", 50, 145));
        measure("1@a", T, 140, 98, 120);
        measure("2@a", T + MINUTE, 140, 98, 120);
        assertThat(said).isEmpty();
        measure("3@a", T + 2 * MINUTE, 48, 98, 200);
        measure("4@a", T + 3 * MINUTE, 48, 98, 200);

        assertThat(said).hasSize(1);
        assertThat(said.get(0).evidence())
                .containsEntry("heartRate", 48.0)
                .containsEntry("systolic", 200.0)
                .containsEntry("vital", "heartRate")
                .containsEntry("limit", 50.0);
    }

    @Test
    void itStandsUntilNoSuchReadingCameForTenMinutes() {
        measure("1@a", T, 140, 98, 120);
        measure("2@a", T + MINUTE, 140, 98, 120);
        measure("3@a", T + 5 * MINUTE, 141, 98, 120);
        measure("4@a", T + 6 * MINUTE, 80, 98, 120);
        passes(T + 15 * MINUTE - 1);
        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED);
        passes(T + 15 * MINUTE);

        assertThat(said).extracting(Detection::phase).containsExactly(Phase.RAISED, Phase.UPDATED, Phase.CLEARED);
        assertThat(said).extracting(Detection::id).containsOnly(said.get(0).id());
        assertThat(state).as("nothing is left").isNull();
    }

    private void measure(String identity, long at, double heart, double oxygen, double pressure) {
        VitalsReport report =
                new VitalsReport("ct-1", identity, at, at + 3, at - 50, heart, pressure, null, oxygen, null, null);
        take(rule.take(state, report, elder, PERSON, Instant.ofEpochMilli(at)));
    }

    private void passes(long at) {
        if (state != null) {
            take(rule.atEventTime(state, at, Instant.ofEpochMilli(at)));
        }
    }

    private void take(Judged<WatchedVitals> judged) {
        state = judged.state();
        said.addAll(judged.detections());
    }

    private static RegisteredElder elderWith(RegisteredElder.VitalLimit limit) {
        return new RegisteredElder("e-7", false, null, null, 0, List.of(limit), 0);
    }
}
