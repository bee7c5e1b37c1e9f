package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is sought when a need is not filled in time. */
class WideningIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        for (int i = 0; i < 12; i++) {
            test.city.responder("aid-" + i, City.at(10 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
            test.city.responder("worker-" + i, City.at(0, 10 * i), "foot", List.of("community-worker"), List.of());
        }
        test.city.responder("near-fire", City.at(2_000, 0), "car", List.of("fire"), List.of());
        test.city.responder("far-fire", City.at(20_000, 0), "car", List.of("fire"), List.of());
        test.city.responder("fixer", City.at(100, 0), "car", List.of("maintenance"), List.of());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void goesFurtherEachMinuteAndSaysHowFar() {
        test.press("terminal");
        passDelivering(Duration.ofSeconds(59));
        assertThat(widened()).isEmpty();
        passDelivering(Duration.ofSeconds(1));

        assertThat(widened())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).matches("wider for [a-z-]+: everybody within 10 min; \\d+ more asked"));
        assertThat(asked()).noneMatch(one -> one.endsWith("fire"));

        passDelivering(Duration.ofSeconds(60));
        assertThat(asked()).contains("near-fire").doesNotContain("fixer");
        assertThat(widened()).anyMatch(line -> line.contains("professionals stand in"));
        assertThat(because("near-fire")).startsWith("fire, for want of a nearer ");

        passDelivering(Duration.ofSeconds(60));
        assertThat(asked()).contains("far-fire", "fixer");
        assertThat(widened()).anyMatch(line -> line.contains("an all-call"));

        passDelivering(Duration.ofMinutes(5));
        assertThat(widened()).hasSize(6);
    }

    @Test
    void asksEverybodyNearAtOnceWhenAWaveLetItPass() {
        test.press("terminal");
        passDelivering(Duration.ofSeconds(50));
        long before = test.offered().size();

        passDelivering(Duration.ofSeconds(10));

        assertThat(test.offered().size()).isGreaterThan((int) before);
    }

    @Test
    void goesNoFurtherOnceSomebodyAccepted() {
        test.press("terminal");
        test.answer("aid-0", OfferAction.ACCEPT);
        test.answer("worker-0", OfferAction.ACCEPT);
        // Without a fix they would be lost, and others sought beside them.
        test.answer("aid-0", OfferAction.ARRIVED);
        test.answer("worker-0", OfferAction.ARRIVED);
        passDelivering(Duration.ofMinutes(4));

        assertThat(widened()).isEmpty();
    }

    @Test
    void seeksNobodyElseForWhatCanWait() {
        test.take(Detections.of(Rule.S7, "terminal").raised(test.clock.instant()));
        passDelivering(Duration.ofMinutes(4));

        assertThat(widened()).isEmpty();
        assertThat(asked()).containsExactly("fixer");
    }

    @Test
    void sendsNobodyElseWhereAnOfficeIsNeeded() {
        test.take(Detections.of(Rule.R1, "terminal", "tag", Subject.vehicle("粤D12345"))
                .at(City.at(0, 0))
                .raised(test.clock.instant()));
        passDelivering(Duration.ofMinutes(4));

        assertThat(widened()).isNotEmpty();
        assertThat(asked()).isEmpty();
    }

    /** Every phone takes what is offered, and nobody answers. */
    private void passDelivering(Duration time) {
        for (Duration left = time; left.toSeconds() > 0; left = left.minusSeconds(1)) {
            test.clock.pass(Duration.ofSeconds(1));
            test.core.timers().runDue();
            test.database
                    .jdbi()
                    .useHandle(handle ->
                            handle.execute("UPDATE offers SET delivered_at = offered_at WHERE delivered_at IS NULL"));
        }
    }

    private List<String> widened() {
        return CoreUnderTest.what(test.detail()).stream()
                .filter(line -> line.startsWith("wider"))
                .toList();
    }

    private Set<String> asked() {
        return test.detail().offers().stream()
                .map(IncidentDetail.OfferLine::responder)
                .collect(Collectors.toSet());
    }

    private String because(String responder) {
        return test.detail().offers().stream()
                .filter(offer -> offer.responder().equals(responder))
                .findFirst()
                .orElseThrow()
                .because();
    }
}
