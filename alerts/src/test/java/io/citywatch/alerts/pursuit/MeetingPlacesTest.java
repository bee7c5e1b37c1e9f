package io.citywatch.alerts.pursuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.City;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeetingPlacesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private record Officer(String need, Map<String, Double> seconds) implements MeetingPlaces.Waiting {
        @Override
        public double secondsTo(Pursuit.Likely place) {
            return seconds.getOrDefault(place.reader(), Double.POSITIVE_INFINITY);
        }
    }

    private static Pursuit.Likely likely(String reader, double probability, int seconds) {
        return new Pursuit.Likely(reader, reader, City.CENTRE, probability, NOW.plusSeconds(seconds));
    }

    private static List<String> plan(List<Pursuit.Likely> next, Officer... officers) {
        Pursuit pursuit = new Pursuit(NOW, "r0", City.CENTRE, null, null, next);
        return MeetingPlaces.plan(pursuit, "i", List.of(officers), NOW).stream()
                .map(meeting -> meeting.need() + "@" + meeting.reader())
                .toList();
    }

    @Test
    void waitsWhereItIsLikeliestToPass() {
        assertThat(plan(
                        List.of(likely("b", 0.3, 60), likely("a", 0.6, 60)),
                        new Officer("n1", Map.of("a", 20.0, "b", 20.0)),
                        new Officer("n2", Map.of("a", 20.0, "b", 20.0))))
                .containsExactly("n1@a", "n2@b");
    }

    @Test
    void takesAPlaceThatTheOfficerReachesBeforeTheVehicle() {
        assertThat(plan(
                        List.of(likely("near", 0.6, 30), likely("far", 0.3, 300)),
                        new Officer("n1", Map.of("near", 45.0, "far", 200.0))))
                .containsExactly("n1@far");
    }

    @Test
    void leavesAPlaceWhereItHardlyPassesThoughSomebodyIsThere() {
        assertThat(plan(
                        List.of(likely("a", 0.6, 30), likely("b", 0.02, 90)),
                        new Officer("n1", Map.of("a", 45.0, "b", 10.0))))
                .containsExactly("n1@a");
    }

    @Test
    void goesToTheLikeliestWhereNobodyCanBeInTime() {
        assertThat(plan(
                        List.of(likely("a", 0.6, 30), likely("b", 0.3, 30)),
                        new Officer("n1", Map.of("a", 400.0, "b", 500.0))))
                .containsExactly("n1@a");
    }

    @Test
    void sharesTheOnlyPlaceThatThereIs() {
        assertThat(plan(
                        List.of(likely("a", 0.9, 90)),
                        new Officer("n1", Map.of("a", 10.0)),
                        new Officer("n2", Map.of("a", 10.0))))
                .containsExactly("n1@a", "n2@a");
        assertThat(plan(List.of(), new Officer("n1", Map.of()))).isEmpty();
    }
}
