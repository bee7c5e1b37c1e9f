package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A single alarm of smoke or heat waits for a second evidence, a human yes, or 90 s. */
class HoldIT {
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
    void asksNobodyWhileASingleAlarmIsHeld() {
        test.take(test.smokeOf("smoke-1"));
        test.pass(Duration.ofSeconds(89));

        assertThat(test.only().state()).isEqualTo(IncidentState.HELD);
        assertThat(test.only().heldUntil()).isEqualTo(test.only().openedAt().plusSeconds(90));
        assertThat(test.detail().offers()).isEmpty();
        assertThat(what()).contains("held for at most 90 s: a single alarm without a second evidence");
    }

    @Test
    void dispatchesAnywayAfterNinetySeconds() {
        test.take(test.smokeOf("smoke-1"));

        test.pass(Duration.ofSeconds(90));

        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.only().heldUntil()).isNull();
        assertThat(test.askedRoles(test.only())).contains("worker");
        assertThat(what()).contains("held no longer: no second evidence came");
        assertThat(timers()).isEmpty();
    }

    @Test
    void dispatchesAtOnceWhenASecondDetectorSpeaks() {
        test.take(test.smokeOf("smoke-1"));
        test.take(test.smokeOf("smoke-2"));

        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.offered()).isNotEmpty();
        assertThat(what()).contains("held no longer: a second evidence");
    }

    @Test
    void dispatchesAtOnceWhenTheFireIsConfirmedByAnotherRule() {
        Detection alarm = test.smokeOf("smoke-1");
        test.take(alarm);
        test.take(Detections.of(Rule.S6, "smoke-1", "cell", Subject.place("cell"))
                .at(City.at(0, 0))
                .causes(alarm)
                .raised(test.clock.instant()));

        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.askedRoles(test.only())).contains("fire", "officer");
    }

    @Test
    void staysHeldWhenTheSameDetectorSpeaksAgain() {
        test.take(test.smokeOf("smoke-1"));
        test.pass(Duration.ofSeconds(30));
        test.take(test.smokeOf("smoke-1"));

        assertThat(test.only().state()).isEqualTo(IncidentState.HELD);
        test.pass(Duration.ofSeconds(60));
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
    }

    @Test
    void takesAnAcknowledgementForNoYes() {
        test.take(test.smokeOf("smoke-1"));

        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);

        assertThat(test.only().state()).isEqualTo(IncidentState.HELD);
        assertThat(test.detail().offers()).isEmpty();
    }

    @Test
    void takesAConfirmationAndALevelForAYes() {
        test.take(test.smokeOf("smoke-1"));
        test.take(test.smokeOf("far"));
        List<IncidentItem> both = test.openOnes();

        assertThat(test.core.incidentDesk().confirm(both.get(0).id(), CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());
        assertThat(test.core.incidentDesk().level(both.get(1).id(), 1, CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());

        assertThat(test.openOnes()).extracting(IncidentItem::state).containsOnly(IncidentState.DISPATCHING);
        assertThat(test.openOnes())
                .allSatisfy(one -> assertThat(test.detail(one).offers()).isNotEmpty());
        assertThat(CoreUnderTest.what(test.detail(both.get(0)))).contains("held no longer: confirmed by a person");
        assertThat(strings("SELECT action FROM audit ORDER BY id"))
                .containsExactly("incident.confirm", "incident.level");
    }

    @Test
    void closesAsNothingWithoutEverAskingAnybody() {
        test.take(test.smokeOf("smoke-1"));
        test.core.incidentDesk().close(test.only().id(), "false-alarm", "cooking", CoreUnderTest.OPERATOR);
        test.pass(Duration.ofMinutes(5));

        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(test.detail().outcome()).isEqualTo("false-alarm");
        assertThat(test.detail().offers()).isEmpty();
        assertThat(timers()).isEmpty();
    }

    @Test
    void holdsNeitherAPressNorAConfirmedFire() {
        test.press("terminal");
        test.take(Detections.of(Rule.T1, "drone", "cell", Subject.place("cell"))
                .at(City.at(5_000, 0))
                .raised(test.clock.instant()));

        assertThat(test.openOnes()).extracting(IncidentItem::state).containsOnly(IncidentState.DISPATCHING);
    }

    @Test
    void sendsPeopleAtOnceWhenItComesBackSoonAfterTheClosing() {
        test.take(test.smokeOf("smoke-1"));
        test.closeIncident();
        test.pass(Duration.ofMinutes(1));
        test.take(test.smokeOf("smoke-1"));

        assertThat(test.only().state()).isEqualTo(IncidentState.REOPENED);
        assertThat(test.offered()).isNotEmpty();
    }

    @Test
    void leavesTheEndOfAnOlderHoldWithoutEffect() {
        Detection alarm = test.smokeOf("smoke-1");
        test.take(alarm);
        String incident = test.only().id();
        test.confirm(test.only());
        test.take(test.later(alarm, Phase.CLEARED));
        int told = test.commands().size();
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO timers (kind, entity, incident, epoch, due_at) VALUES ('HOLD_ENDS', ?, ?, 1, ?)",
                        incident,
                        incident,
                        Timestamp.from(test.clock.instant())));

        test.core.timers().runDue();

        assertThat(test.commands()).hasSize(told);
        assertThat(what().stream().filter(line -> line.startsWith("held no longer")))
                .hasSize(1);
    }

    private List<String> what() {
        return CoreUnderTest.what(test.detail());
    }

    private List<String> timers() {
        return strings("SELECT entity FROM timers WHERE kind = 'HOLD_ENDS'");
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
