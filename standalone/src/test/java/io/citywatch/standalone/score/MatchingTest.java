package io.citywatch.standalone.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import io.citywatch.simulators.truth.script.Label;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static final Position HERE = new Position(23.35, 116.7);
    private static final Position KILOMETRES_AWAY = new Position(23.38, 116.7);

    @Test
    void findsATruthOnceAndCallsTheSecondOneFalse() {
        Label truth = Label.truth("R1", "a theft", Set.of("粤D1"), 100, 200, 300);

        Matching matching = new Matching(List.of(truth), List.of(raised("粤D1", 210), raised("粤D1", 250)));

        assertThat(matching.found()).containsOnlyKeys(truth);
        assertThat(matching.delays()).containsExactly(10L);
        assertThat(matching.wrong()).extracting(Detection::revision).containsExactly(250L);
    }

    @Test
    void takesWhatIsTooEarlyTooLateOrOfSomebodyElseForFalse() {
        Label truth = Label.truth("R1", "a theft", Set.of("粤D1"), 100, 200, 300);

        Matching matching =
                new Matching(List.of(truth), List.of(raised("粤D1", 99), raised("粤D1", 301), raised("粤D2", 200)));

        assertThat(matching.missed()).containsExactly(truth);
        assertThat(matching.wrong()).hasSize(3);
    }

    @Test
    void givesTwoTruthsOfOneSubjectOneDetectionEach() {
        Label first = Label.truth("R1", "seen", Set.of("粤D1"), 100, 100, 1_000);
        Label second = Label.truth("R1", "seen again", Set.of("粤D1"), 500, 500, 1_000);

        Matching matching = new Matching(List.of(second, first), List.of(raised("粤D1", 600), raised("粤D1", 120)));

        assertThat(matching.found().get(first)).extracting(Detection::revision).isEqualTo(120L);
        assertThat(matching.found().get(second)).extracting(Detection::revision).isEqualTo(600L);
        assertThat(matching.wrong()).isEmpty();
    }

    @Test
    void countsWhatTheCatalogueLeavesOpenNeitherWay() {
        Label open = Label.open("R1", "either", Set.of("粤D1"), 100, 300);

        Matching matching = new Matching(List.of(open), List.of(raised("粤D1", 150)));

        assertThat(matching.wrong()).isEmpty();
        assertThat(matching.found()).isEmpty();
        assertThat(matching.missed()).isEmpty();
    }

    @Test
    void saysWhichNearMissWasFallenFor() {
        Label nearMiss = Label.nearMiss("R1", "found again", Set.of("粤D1"), 100, 300);

        Matching matching = new Matching(List.of(nearMiss), List.of(raised("粤D1", 150)));

        assertThat(matching.wrong()).hasSize(1);
        assertThat(matching.nearMissesRaised()).isEqualTo(1);
    }

    @Test
    void matchesAPlaceWithinItsMeters() {
        Label here = Label.truth("T1", "a fire", Set.of(), 100, 100, 300).in(HERE, 150);
        Label away = Label.truth("T1", "another", Set.of(), 100, 100, 300).in(KILOMETRES_AWAY, 150);

        Matching matching = new Matching(List.of(here, away), List.of(raised("a cell", 120)));

        assertThat(matching.found()).containsOnlyKeys(here);
        assertThat(matching.missed()).containsExactly(away);
    }

    private static Detection raised(String subject, long revision) {
        return new Detection(
                String.format("%032x", revision),
                revision,
                Rule.R1,
                Phase.RAISED,
                Severity.P1,
                Subject.vehicle(subject),
                subject,
                List.of(new DeviceId("rd-1")),
                HERE,
                Instant.ofEpochMilli(revision),
                new DeviceId("rd-1"),
                "identity",
                Map.of(),
                List.of(),
                new Stages(
                        Instant.ofEpochMilli(revision),
                        Instant.ofEpochMilli(revision),
                        Instant.ofEpochMilli(revision),
                        Instant.ofEpochMilli(revision)));
    }
}
