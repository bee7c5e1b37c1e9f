package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.access.Access;
import io.citywatch.alerts.access.AccountConfig;
import io.citywatch.alerts.access.Accounts;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.store.PostgresAccessStore;
import io.citywatch.alerts.store.PostgresAuditLog;
import io.citywatch.alerts.store.PostgresStormStore;
import io.citywatch.alerts.storm.StormSettings;
import io.citywatch.alerts.storm.Storms;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.alerts.testing.RecordedEvents;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a storm of incidents changes and what it does not, on a real PostgreSQL. */
class StormsIT {
    private CoreUnderTest test;
    private Storms storms;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
        storms = storms(test.events);
    }

    @AfterEach
    void close() {
        assertThat(Invariant.brokenIn(test.database)).isEmpty();
        test.close();
    }

    private Storms storms(RecordedEvents events) {
        return new Storms(
                test.database,
                new PostgresStormStore(test.database),
                new PostgresAuditLog(test.database),
                events,
                StormSettings.DEFAULTS,
                test.clock);
    }

    private void faults(int from, int to) {
        for (int i = from; i < to; i++) {
            test.city.smokeSensor("faulty-" + i, City.at(10_000 + 500 * i, 0), Map.of());
            test.take(Detections.of(Rule.S7, "faulty-" + i).raised(test.clock.instant()));
        }
    }

    private void storm() {
        storms.run();
        faults(0, 11);
        storms.run();
        assertThat(storms.view().storm()).isTrue();
    }

    private IncidentItem first(Severity severity) {
        return test.openOnes().stream()
                .filter(one -> one.severity() == severity)
                .findFirst()
                .orElseThrow();
    }

    private static long told(RecordedEvents events) {
        return events.of(LiveEvents.STORM).size();
    }

    private List<String> audited() {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT action FROM audit WHERE action LIKE 'storm.%' ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void beginsWithTheEleventhIncidentAndTellsThePagesOfEachProcessOnce() {
        RecordedEvents elsewhere = new RecordedEvents();
        Storms other = storms(elsewhere);
        other.run();
        storms.run();
        faults(0, 10);
        storms.run();
        assertThat(storms.view().storm()).isFalse();

        faults(10, 11);
        storms.run();
        other.run();
        storms.run();
        other.run();

        assertThat(storms.view()).isEqualTo(new Storms.View(true, test.clock.instant(), 11, 1, 10));
        assertThat(told(test.events)).isEqualTo(1);
        assertThat(told(elsewhere)).isEqualTo(1);
        assertThat(audited()).containsExactly("storm.begin");
    }

    @Test
    void isKnownAfterARestartAndEndsOnce() {
        storm();

        Storms restarted = storms(new RecordedEvents());
        assertThat(restarted.view().storm()).isTrue();
        test.clock.pass(Duration.ofMinutes(11));
        restarted.run();
        storms.run();
        assertThat(restarted.view().storm()).isTrue();
        test.clock.pass(Duration.ofMinutes(5));
        restarted.run();
        storms.run();

        assertThat(storms.view().storm()).isFalse();
        assertThat(audited()).containsExactly("storm.begin", "storm.end");
        assertThat(told(test.events)).isEqualTo(2);
    }

    @Test
    void bearsTenMoreForEachOperatorWhosePageIsThere() {
        Access access = new Access(new PostgresAccessStore(test.database), test.clock, new SecureRandom());
        Accounts.prepare(
                access,
                List.of(
                        new AccountConfig("anna", Role.OPERATOR, "correct horse", null),
                        new AccountConfig("berta", Role.OPERATOR, "battery staple", null),
                        new AccountConfig("police", Role.POLICE, "another phrase", null)),
                Path.of("never-written"));
        String anna =
                access.signIn("anna", "correct horse").orElseThrow().token().secret();
        String berta =
                access.signIn("berta", "battery staple").orElseThrow().token().secret();
        String police =
                access.signIn("police", "another phrase").orElseThrow().token().secret();
        List.of(anna, berta, police)
                .forEach(token -> assertThat(access.personOfSession(token)).isPresent());

        faults(0, 20);
        storms.run();
        assertThat(storms.view()).isEqualTo(new Storms.View(false, null, 20, 2, 20));

        // One of them closes her page.
        test.clock.pass(Duration.ofMinutes(3));
        assertThat(access.personOfSession(anna)).isPresent();
        storms.run();
        assertThat(storms.view().operators()).isEqualTo(1);
        assertThat(storms.view().storm()).isTrue();
    }

    @Test
    void letsANoteWaitUntilItIsOverAndNothingElse() {
        test.take(Detections.of(Rule.E11, "terminal", "terminal/9@boot", Subject.person("elder"))
                .raised(test.clock.instant()));
        IncidentItem note = first(Severity.P4);
        test.pass(Duration.ofMinutes(25));
        storm();
        IncidentItem fault = first(Severity.P3);
        assertThat(test.askedRoles(fault)).containsExactly("fixer");
        test.press("terminal");
        assertThat(test.detail(first(Severity.P1)).offers()).isNotEmpty();

        test.pass(Duration.ofMinutes(30));
        assertThat(test.openOnes()).extracting(IncidentItem::id).contains(note.id());
        assertThat(test.detail(note).offers()).isEmpty();
        assertThat(test.detail(note).item().escalation()).isZero();
        assertThat(test.detail(fault).item().escalation()).isPositive();

        storms.run();
        test.clock.pass(Duration.ofMinutes(5));
        storms.run();
        assertThat(storms.view().storm()).isFalse();
        test.pass(Duration.ofMinutes(6));

        assertThat(test.openOnes()).extracting(IncidentItem::id).doesNotContain(note.id());
        assertThat(test.detail(note).outcome()).isEqualTo("noted");
    }

    @Test
    void takesManyInHandButNothingThatIsUrgent() {
        storm();
        test.press("terminal");
        String urgent = first(Severity.P1).id();
        String fault = first(Severity.P3).id();

        assertThat(test.core.incidentDesk().acknowledgeOneOfMany(fault, CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());
        assertThat(test.core.incidentDesk().acknowledgeOneOfMany(fault, CoreUnderTest.OTHER))
                .isInstanceOf(Outcome.Conflict.class);
        assertThat(test.core.incidentDesk().acknowledgeOneOfMany(urgent, CoreUnderTest.OPERATOR))
                .isInstanceOf(Outcome.Conflict.class);
    }
}
