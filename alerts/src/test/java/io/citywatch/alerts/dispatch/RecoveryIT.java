package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.http.Registries;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.TimelineEntry;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresRegistry;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.alerts.testing.RecordedEvents;
import io.citywatch.alerts.theft.Recovery;
import io.citywatch.alerts.theft.TheftDesk;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.registry.Vehicle;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stolen vehicle is found: its incident and its hunt end in one, with the time that it took. */
class RecoveryIT {
    private static final String TAG = "E200001234567890";
    private static final String PLATE = "粤D12345";
    private static final Person POLICE = new Person("police", Role.POLICE);

    private Registries registries;
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest((database, clock) -> {
            registries = Registries.on(
                    new Registries.Ground(
                            database,
                            new PostgresRegistry(database),
                            new PostgresAuditLog(database),
                            new RecordedEvents(),
                            () -> {},
                            clock,
                            new SecureRandom()),
                    null);
            return new Recovery(registries.thefts());
        });
        test.city.smokeSensor("reader-1", City.at(500, 0), Map.of("name", "金砂路口"));
        for (int i = 0; i < 3; i++) {
            test.city.responder("officer-" + i, City.at(20 * i, 50), "car", List.of("officer"), List.of());
        }
        assertThat(registries
                        .vehicles()
                        .create(new Vehicle(PLATE, TAG, null, null, null, null, null, null), POLICE)
                        .toString())
                .contains("Done");
        assertThat(registries.thefts().report(PLATE, new TheftDesk.Report("C-1", "李秀英", null, null), POLICE))
                .isEqualTo(TheftDesk.Result.DONE);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void seen() {
        test.take(read("reader-1"));
    }

    private Detection read(String reader) {
        return Detections.of(Rule.R1, "reader-1", TAG, Subject.vehicle(PLATE))
                .at(City.at(500, 0))
                .with("plate", PLATE)
                .with("tag", TAG)
                .with("caseNumber", "C-1")
                .with("reader", reader)
                .with("readerName", "金砂路口")
                .raised(test.clock.instant());
    }

    private List<String> rows(String sql) {
        return test.database
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static final String REPORTS =
            "SELECT coalesce(outcome, 'stands') || ' ' || extract(epoch FROM ended_at - reported_at)::int FROM theft_reports";

    private List<String> hunts() {
        return rows("SELECT key || ' ' || coalesce(convert_from(value, 'UTF8'), 'ended') FROM outbox"
                + " WHERE topic = 'REGISTRY_STOLEN' ORDER BY id");
    }

    private Outcome recovered() {
        return test.core.incidentDesk().close(test.only().id(), "recovered", "in a yard, undamaged", POLICE);
    }

    @Test
    void endsTheHuntWithTheIncidentAndSaysHowLongItTook() {
        test.clock.pass(Duration.ofMinutes(3));
        seen();
        for (int i = 0; i < 3; i++) {
            test.answer("officer-" + i, OfferAction.ACCEPT);
        }
        String id = test.only().id();
        test.clock.pass(Duration.ofMinutes(22).plusSeconds(10));

        assertThat(recovered()).isEqualTo(Outcome.done());

        assertThat(test.core.incidentQueries().find(id).orElseThrow().timeline())
                .extracting(TimelineEntry::what)
                .contains("recovered 1510 s after the report", "outcome recovered: in a yard, undamaged");
        assertThat(rows("SELECT state || ' ' || outcome FROM incidents")).containsExactly("CLOSED recovered");
        assertThat(rows(REPORTS)).containsExactly("recovered 1510");
        assertThat(hunts()).last().isEqualTo(TAG + " ended");
        assertThat(rows("SELECT actor FROM audit WHERE action = 'vehicle.recovered' AND target = '" + PLATE + "'"))
                .containsExactly("police");
        assertThat(rows("SELECT responder FROM assignments WHERE state NOT IN ('CLEARED', 'RECALLED')"))
                .as("the officers are free")
                .isEmpty();
        assertThat(registries.thefts().withdraw(PLATE, POLICE)).isEqualTo(TheftDesk.Result.NOT_REPORTED);
    }

    @Test
    void closesATheftWhoseReportWasWithdrawnBefore() {
        seen();
        registries.thefts().withdraw(PLATE, POLICE);

        assertThat(recovered()).isEqualTo(Outcome.done());

        assertThat(rows(REPORTS)).containsExactly("withdrawn 0");
        assertThat(hunts()).hasSize(2);
    }

    @Test
    void aReadThatTheRulesTookForAHuntAMomentLongerBringsNobodyBack() {
        registries.thefts().watch(test.core.incidentDesk()::callOff);
        seen();
        assertThat(recovered()).isEqualTo(Outcome.done());

        test.clock.pass(Duration.ofSeconds(2));
        test.take(test.later(read("reader-2"), Phase.UPDATED));
        assertThat(rows("SELECT state FROM incidents")).containsExactly("CLOSED");

        test.clock.pass(Duration.ofSeconds(4));
        test.take(test.later(read("reader-3"), Phase.UPDATED));
        assertThat(rows("SELECT state FROM incidents")).as("hunted again").containsExactly("REOPENED");
        registries.thefts().withdraw(PLATE, POLICE);
    }

    @Test
    void callsThePursuitOffWithTheReportThatIsWithdrawn() {
        registries.thefts().watch(test.core.incidentDesk()::callOff);
        seen();
        for (int i = 0; i < 3; i++) {
            test.answer("officer-" + i, OfferAction.ACCEPT);
        }
        String id = test.only().id();

        assertThat(registries.thefts().withdraw(PLATE, POLICE)).isEqualTo(TheftDesk.Result.DONE);

        assertThat(rows("SELECT state || ' ' || outcome FROM incidents")).containsExactly("CANCELLED withdrawn");
        assertThat(test.core.incidentQueries().find(id).orElseThrow().timeline())
                .extracting(TimelineEntry::what)
                .contains("outcome withdrawn: report C-1 withdrawn", "officer-0 freed");
        assertThat(rows("SELECT responder FROM assignments WHERE state NOT IN ('CLEARED', 'RECALLED')"))
                .as("the officers are free")
                .isEmpty();
        assertThat(rows("SELECT kind FROM timers WHERE incident = '" + id + "' AND kind <> 'OFFER_SETTLE'"))
                .isEmpty();
    }

    @Test
    void anotherOutcomeLeavesTheHuntOn() {
        seen();
        assertThat(test.core.incidentDesk().close(test.only().id(), "no-one-found", "lost in the market", POLICE))
                .isEqualTo(Outcome.done());

        assertThat(rows("SELECT plate FROM theft_reports WHERE ended_at IS NULL"))
                .containsExactly(PLATE);
        assertThat(hunts()).hasSize(1);
    }

    @Test
    void onlyAStolenVehicleIsRecovered() {
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.press("terminal");

        assertThatThrownBy(this::recovered)
                .hasMessage("outcome: recovered (expected: of a stolen vehicle only; this is elder-emergency)");
        assertThat(test.only().kind()).as("it is open still").isEqualTo("elder-emergency");
    }
}
