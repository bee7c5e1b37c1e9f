package io.citywatch.alerts.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.City;
import io.citywatch.model.registry.Responder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Search FIRST_AID =
            new Search(City.CENTRE, Responder.Role.VOLUNTEER, "first-aid", true, "i", 1, NOW, NOW, 3);

    @Test
    void saysWhySomebodyIsNear() {
        Candidate candidate =
                Ranking.judge(person(List.of("volunteer"), List.of("first-aid"), NOW.minusSeconds(12)), FIRST_AID);

        assertThat(candidate)
                .isEqualTo(new Candidate(
                        "r",
                        Candidate.Fit.EXACT,
                        500,
                        100,
                        "volunteer with first-aid; 500 m great circle, 100 s by e-bike; fix 12 s old"));
    }

    @Test
    void addsAMinuteWithoutAFreshFix() {
        Candidate candidate = Ranking.judge(person(List.of("volunteer"), List.of("first-aid"), null), FIRST_AID);

        assertThat(candidate.travelSeconds()).isEqualTo(160);
        assertThat(candidate.because()).endsWith("no fix of the last 120 s: registered place, +60 s");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(Ranking.judge(person(List.of("volunteer"), List.of(), NOW), FIRST_AID))
                .satisfies(candidate -> assertThat(candidate.fit()).isEqualTo(Candidate.Fit.ROLE_ONLY))
                .satisfies(candidate -> assertThat(candidate.because()).contains("first-aid"));
        Search worker = new Search(City.CENTRE, Responder.Role.COMMUNITY_WORKER, null, true, "i", 1, NOW, NOW, 3);
        assertThat(Ranking.judge(person(List.of("volunteer"), List.of(), NOW), worker))
                .satisfies(candidate -> assertThat(candidate.fit()).isEqualTo(Candidate.Fit.ANY_VOLUNTEER))
                .satisfies(
                        candidate -> assertThat(candidate.because()).contains("for want of a free community-worker"));
    }

    private static Ranking.Whereabouts person(List<String> roles, List<String> skills, Instant fixedAt) {
        return new Ranking.Whereabouts("r", roles, skills, Responder.Mode.E_BIKE, City.at(500, 0), fixedAt);
    }
}
