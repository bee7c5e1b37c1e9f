package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called when nobody acknowledges, who owns an incident, and what follows when nothing happens. */
class EscalationIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void callsTheNextTheSupervisorAndAllForAnUrgentPress() {
        test.press("terminal");
        assertThat(test.only().escalation()).isZero();
        assertThat(test.only().escalatedAt()).isNull();

        for (int step = 1; step <= 3; step++) {
            test.clock.pass(Duration.ofSeconds(19));
            test.core.timers().runDue();
            assertThat(test.only().escalation()).isEqualTo(step - 1);
            test.clock.pass(Duration.ofSeconds(1));
            test.core.timers().runDue();
            assertThat(test.only().escalation()).isEqualTo(step);
            assertThat(test.only().escalatedAt()).isEqualTo(test.clock.instant());
        }
        test.pass(Duration.ofMinutes(10));

        assertThat(calls())
                .containsExactly(
                        "called: the next operator",
                        "called: the supervisor",
                        "called: everybody",
                        "called again: everybody");
        assertThat(test.events.of(LiveEvents.INCIDENT))
                .anySatisfy(
                        event -> assertThat(((IncidentItem) event).escalation()).isEqualTo(2));
    }

    @Test
    void givesLessUrgentOnesMoreTimeAndNotesAnyAmount() {
        test.take(Detections.of(Rule.E7, "terminal").raised(test.clock.instant()));
        IncidentItem silent = test.only();
        test.take(Detections.of(Rule.S7, "smoke-1").raised(test.clock.instant()));
        IncidentItem battery = test.openOnes().stream()
                .filter(one -> !one.id().equals(silent.id()))
                .findFirst()
                .orElseThrow();
        test.take(Detections.of(Rule.E11, "other", "other/1@b", Subject.person("p"))
                .raised(test.clock.instant()));

        test.pass(Duration.ofMinutes(2));
        assertThat(escalation(silent)).isEqualTo(1);
        assertThat(escalation(battery)).isZero();
        test.pass(Duration.ofMinutes(4));
        assertThat(escalation(silent)).isEqualTo(3);
        test.pass(Duration.ofMinutes(9));
        assertThat(escalation(battery)).isEqualTo(1);
        assertThat(test.incidents().stream()
                        .filter(one -> one.kind().equals("service"))
                        .findFirst()
                        .orElseThrow()
                        .escalation())
                .isZero();
    }

    @Test
    void callsNobodyAfterTheAcknowledgementAndBeginsAnewWhenItIsWithdrawn() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(45));
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        assertThat(test.only().escalation()).isZero();
        test.pass(Duration.ofSeconds(60));
        assertThat(calls()).hasSize(2);

        test.press("terminal");
        assertThat(test.only().acknowledged()).isFalse();
        assertThat(test.only().owner()).isNull();
        test.pass(Duration.ofSeconds(20));

        assertThat(test.only().escalation()).isEqualTo(1);
    }

    @Test
    void aFurtherPressPutsOffNoCall() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(15));
        test.press("terminal");
        test.pass(Duration.ofSeconds(5));

        assertThat(test.only().escalation()).isEqualTo(1);
    }

    @Test
    void callsForWhatIsHeldToo() {
        test.take(test.smokeOf("smoke-1"));
        test.pass(Duration.ofSeconds(60));

        assertThat(test.only().escalation()).isEqualTo(3);
    }

    @Test
    void letsNoSecondOperatorOwnItUnlessItIsTakenOver() {
        test.press("terminal");
        String id = test.only().id();
        test.core.incidentDesk().acknowledge(id, CoreUnderTest.OPERATOR);

        Outcome second = test.core.incidentDesk().acknowledge(id, CoreUnderTest.OTHER);
        assertThat(second).isEqualTo(Outcome.conflict("incident " + id + " is in the hands of operator"));
        assertThat(test.only().owner()).isEqualTo("operator");
        assertThat(test.core.incidentDesk().acknowledge(id, CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());

        assertThat(test.core.incidentDesk().acknowledge(id, CoreUnderTest.OTHER, true))
                .isEqualTo(Outcome.done());
        assertThat(test.only().owner()).isEqualTo("other-operator");
        assertThat(CoreUnderTest.what(test.detail())).contains("taken over from operator");
        assertThat(strings("SELECT actor || ' ' || coalesce(detail ->> 'takenOverFrom', '-') FROM audit ORDER BY id"))
                .containsExactly("operator -", "operator -", "other-operator operator");
    }

    @Test
    void bringsBackWhatWasAcknowledgedWhenNothingHappens() {
        test.press("terminal");
        test.pass(Duration.ofSeconds(10));
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        test.pass(Duration.ofSeconds(175));
        assertThat(test.only().acknowledged()).isTrue();

        test.pass(Duration.ofSeconds(5));

        assertThat(test.only().acknowledged()).isFalse();
        assertThat(test.only().owner()).isNull();
        assertThat(test.only().escalation()).isEqualTo(2);
        assertThat(calls()).contains("called, since nothing happened: the supervisor");
        test.pass(Duration.ofSeconds(20));
        assertThat(test.only().escalation()).isEqualTo(3);
    }

    @Test
    void countsAnAnswerAsSomethingThatHappens() {
        test.press("terminal");
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        test.pass(Duration.ofSeconds(20));
        test.answer("volunteer-0", OfferAction.DECLINE);
        test.pass(Duration.ofSeconds(175));
        assertThat(test.only().acknowledged()).isTrue();

        test.pass(Duration.ofSeconds(5));
        assertThat(test.only().acknowledged()).isFalse();
    }

    @Test
    void leavesAnAcknowledgementAloneWhileSomebodyIsBoundByIt() {
        test.press("terminal");
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        test.answer("volunteer-0", OfferAction.ACCEPT);
        test.answer("volunteer-0", OfferAction.ARRIVED);

        test.pass(Duration.ofMinutes(9));
        assertThat(test.only().acknowledged()).isTrue();

        test.answer("volunteer-0", OfferAction.CLEARED);
        test.pass(Duration.ofSeconds(185));
        assertThat(test.only().acknowledged()).isFalse();
    }

    private int escalation(IncidentItem item) {
        return test.detail(item).item().escalation();
    }

    private List<String> calls() {
        return CoreUnderTest.what(test.detail()).stream()
                .filter(line -> line.startsWith("called"))
                .toList();
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
