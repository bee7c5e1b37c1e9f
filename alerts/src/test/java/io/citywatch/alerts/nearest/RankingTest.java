package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.alerts.testing.City;
import io.citywatch.model.registry.Responder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Search FIRST_AID = new Search(
            City.CENTRE,
            Responder.Role.VOLUNTEER,
            "first-aid",
            Set.of(Responder.Role.VOLUNTEER),
            "u-1",
            "i",
            1,
            NOW,
            NOW,
            3);

    @Test
    void saysWhySomebodyIsNear() {
        Candidate candidate =
                judge(person(List.of("volunteer"), List.of("first-aid"), NOW.minusSeconds(12)), FIRST_AID);

        assertThat(candidate)
                .isEqualTo(new Candidate(
                        "r",
                        Candidate.Fit.EXACT,
                        candidate.cost(),
                        500,
                        100,
                        "volunteer with first-aid; 500 m great circle, 100 s by e-bike; fix 12 s old"));
        assertThat(candidate.cost()).isCloseTo(100, within(0.1));
    }

    @Test
    void addsAMinuteWithoutAFreshFix() {
        Candidate candidate = judge(person(List.of("volunteer"), List.of("first-aid"), null), FIRST_AID);

        assertThat(candidate.travelSeconds()).isEqualTo(100);
        assertThat(candidate.cost()).isCloseTo(160, within(0.1));
        assertThat(candidate.because()).endsWith("no fix of the last 120 s: registered place, +60 s");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(judge(person(List.of("volunteer"), List.of(), NOW), FIRST_AID))
                .satisfies(candidate -> assertThat(candidate.fit()).isEqualTo(Candidate.Fit.ROLE_ONLY))
                .satisfies(candidate -> assertThat(candidate.because()).contains("first-aid"));
        Search worker = new Search(
                City.CENTRE,
                Responder.Role.COMMUNITY_WORKER,
                null,
                Set.of(Responder.Role.VOLUNTEER),
                "u-1",
                "i",
                1,
                NOW,
                NOW,
                3);
        assertThat(judge(person(List.of("volunteer"), List.of(), NOW), worker))
                .satisfies(candidate -> assertThat(candidate.fit()).isEqualTo(Candidate.Fit.ANY_VOLUNTEER))
                .satisfies(candidate -> assertThat(candidate.because())
                        .startsWith("volunteer, for want of a nearer community-worker, +600 s"));
    }

    @Test
    void countsAMemberOfTheOwnUnitAsAMinuteNearer() {
        Candidate candidate = judge(
                new Ranking.Whereabouts(
                        "r",
                        List.of("volunteer"),
                        List.of("first-aid"),
                        Responder.Mode.E_BIKE,
                        City.at(500, 0),
                        NOW,
                        true),
                FIRST_AID);

        assertThat(candidate.cost()).isCloseTo(40, within(0.1));
        assertThat(candidate.travelSeconds()).isEqualTo(100);
        assertThat(candidate.because()).endsWith("of unit u-1, -60 s");
    }

    @Test
    void putsWhoIsCutOffBehindAllOthersAndSaysSo() {
        Ranking.Whereabouts near = person(List.of("volunteer"), List.of("first-aid"), NOW);

        Candidate cutOff = Ranking.judge(near, Travel.Trip.CUT_OFF, FIRST_AID);

        assertThat(cutOff.cost()).isGreaterThan(86_400);
        assertThat(cutOff.travelSeconds()).isEqualTo(100);
        assertThat(cutOff.because()).contains("no way by road now");
    }

    private static Candidate judge(Ranking.Whereabouts person, Search search) {
        return Ranking.judge(
                person, Travel.AS_THE_CROW_FLIES.between(person.position(), search.place(), person.mode()), search);
    }

    private static Ranking.Whereabouts person(List<String> roles, List<String> skills, Instant fixedAt) {
        return new Ranking.Whereabouts("r", roles, skills, Responder.Mode.E_BIKE, City.at(500, 0), fixedAt, false);
    }
}
