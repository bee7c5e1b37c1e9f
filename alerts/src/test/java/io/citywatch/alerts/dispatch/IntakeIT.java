package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentFilter;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.testing.Alarms;
import io.citywatch.alerts.testing.City;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What detections do to incidents, on a real PostgreSQL. */
class IntakeIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.smokeSensor("smoke-1", City.at(0, 0), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("smoke-2", City.at(0, 400), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("lone-1", City.at(5_000, 0), Map.of());
        test.city.smokeSensor("lone-2", City.at(5_140, 0), Map.of());
        test.city.smokeSensor("lone-3", City.at(5_400, 0), Map.of());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void opensOneIncidentHoweverOftenTheSameDetectionComes() {
        Detection press = test.pressOf("terminal");

        test.take(press);
        test.take(press);
        test.take(press);

        assertThat(test.detail().count()).isEqualTo(1);
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.only().subject()).isEqualTo(new IncidentItem.About("person", "elder", "陈**", null));
    }

    @Test
    void feedsTheOpenIncidentAndWithdrawsItsAcknowledgementAtAFurtherPress() {
        test.press("terminal");
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        assertThat(test.only().acknowledged()).isTrue();

        test.press("terminal");

        assertThat(test.only().acknowledged()).isFalse();
        assertThat(test.detail().count()).isEqualTo(2);
    }

    @Test
    void showsARepeatOfTheSameMessageWithoutCountingIt() {
        Instant received = test.clock.instant();
        test.take(Alarms.judged(Alarms.sos("terminal", "7@boot", received)));
        test.take(Alarms.judged(Alarms.sos("terminal", "7@boot", received.plusSeconds(60))));

        assertThat(test.detail().count()).isEqualTo(1);
        assertThat(CoreUnderTest.what(test.detail())).contains("E1 repeated, not counted");

        test.take(Alarms.judged(Alarms.sos("terminal", "7@boot", received.plusSeconds(601))));
        assertThat(test.detail().count()).isEqualTo(2);
    }

    @Test
    void reopensWithinTenMinutesOfTheClosingAndOpensAnewLater() {
        test.press("terminal");
        test.closeIncident();
        test.pass(Duration.ofMinutes(9));
        test.press("terminal");

        assertThat(test.only().state()).isEqualTo(IncidentState.REOPENED);
        assertThat(test.detail().count()).isEqualTo(2);

        test.closeIncident();
        test.pass(Duration.ofMinutes(11));
        test.press("terminal");

        assertThat(test.incidents())
                .extracting(IncidentItem::state)
                .containsExactly(IncidentState.DISPATCHING, IncidentState.CLOSED);
    }

    @Test
    void notesAFallFromBeforeTheClosingAndTakesAPressFromBeforeIt() {
        Instant before = test.clock.instant();
        test.press("terminal");
        test.pass(Duration.ofSeconds(30));
        test.closeIncident();

        test.take(fall("terminal", before, 1));
        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(CoreUnderTest.what(test.detail())).contains("E2 from before the closing");

        test.take(Alarms.judged(Alarms.sos("terminal", "late", before)));
        assertThat(test.only().state()).isEqualTo(IncidentState.REOPENED);
    }

    @Test
    void joinsAFallAndAPressOfOnePerson() {
        test.take(fall("terminal", test.clock.instant(), 1));
        test.press("terminal");

        assertThat(test.only().rules()).containsExactly("E1", "E2");
    }

    @Test
    void clearsOnceAndRemembersAnEndThatCameFirst() {
        Detection fall = fall("terminal", test.clock.instant(), 1);
        test.take(test.later(fall, Phase.CLEARED));
        assertThat(test.incidents()).isEmpty();

        test.take(fall);
        assertThat(test.only().active()).isFalse();
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);

        test.take(test.later(fall, Phase.CLEARED));
        assertThat(CoreUnderTest.what(test.detail()).stream().filter("E2 cleared"::equals))
                .hasSize(1);
    }

    @Test
    void staysActiveWhileAnotherDetectionHolds() {
        Detection fall = fall("terminal", test.clock.instant(), 1);
        test.take(fall);
        test.press("terminal");

        test.take(test.later(fall, Phase.CLEARED));

        assertThat(test.only().active()).isTrue();
    }

    @Test
    void clearsEveryAlarmOfADetectorWithTheNewestAndIgnoresAnOldClear() {
        Detection first = test.smokeOf("smoke-1");
        test.take(first);
        test.pass(Duration.ofSeconds(10));
        Detection second = test.smokeOf("smoke-1");
        test.take(second);

        test.take(test.later(first, Phase.CLEARED));
        assertThat(test.only().active()).isTrue();

        test.take(test.later(second, Phase.CLEARED));
        assertThat(test.only().active()).isFalse();
    }

    @Test
    void joinsDetectorsOfOneBuilding() {
        test.take(test.smokeOf("smoke-1"));
        test.take(test.smokeOf("smoke-2"));

        assertThat(test.only().devices()).containsExactly("smoke-1", "smoke-2");
        assertThat(test.only().subject()).isEqualTo(new IncidentItem.About("place", "tower", "阳光大厦", null));
    }

    @Test
    void joinsDetectorsWithoutABuildingWithin150Metres() {
        test.take(test.smokeOf("lone-1"));
        test.take(test.smokeOf("lone-2"));
        test.take(test.smokeOf("lone-3"));

        assertThat(test.incidents())
                .extracting(IncidentItem::devices)
                .containsExactlyInAnyOrder(List.of("lone-1", "lone-2"), List.of("lone-3"));
    }

    @Test
    void opensForADeviceThatNobodyRegistered() {
        test.press("stranger");

        assertThat(test.only().subject()).isEqualTo(new IncidentItem.About("device", "stranger", null, null));
        assertThat(test.only().position()).isNull();
        // People are sought again, for each of two needs farther off, and operators called.
        assertThat(liveTimers()).isEqualTo(4);
    }

    @Test
    void keepsTheSeverityWhenALesserFeedComes() {
        test.press("terminal");
        test.take(withSeverity(fall("terminal", test.clock.instant(), 1), Severity.P3));

        assertThat(test.only().severity()).isEqualTo(Severity.P1);
    }

    @Test
    void raisesTheSeverityAndWithdrawsTheAcknowledgementAtAHigherFeed() {
        test.take(withSeverity(fall("terminal", test.clock.instant(), 1), Severity.P3));
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);

        test.take(fall("terminal", test.clock.instant(), 2));

        assertThat(test.only().severity()).isEqualTo(Severity.P1);
        assertThat(test.only().acknowledged()).isFalse();
    }

    @Test
    void takesAnUpdateOnceAndIgnoresOlderOnes() {
        Detection fall = fall("terminal", test.clock.instant(), 1);
        test.take(fall);
        test.pass(Duration.ofSeconds(5));
        Detection update = test.later(fall, Phase.UPDATED);

        test.take(update);
        test.take(update);
        test.take(fall);

        assertThat(CoreUnderTest.what(test.detail()).stream().filter("E2 updated"::equals))
                .hasSize(1);
    }

    @Test
    void countsByFamilyAndPagesThroughTheList() {
        for (int i = 0; i < 5; i++) {
            test.press("stranger-" + i);
            test.pass(Duration.ofSeconds(1));
        }
        test.take(test.smokeOf("smoke-1"));

        var first = test.core.incidentQueries().list(new IncidentFilter("open", null, null), 4, null);
        var second = test.core.incidentQueries().list(new IncidentFilter("open", null, null), 4, first.next());

        assertThat(first.items()).hasSize(4);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
        var counts = test.core.incidentQueries().counts(Instant.EPOCH);
        assertThat(counts.incidents()).containsEntry("elder", Map.of("DISPATCHING", 5L));
        assertThat(counts.detections()).isEqualTo(Map.of("elder", 5L, "smoke", 1L));
    }

    private long liveTimers() {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM timers")
                        .mapTo(Long.class)
                        .one());
    }

    private static Detection withSeverity(Detection detection, Severity severity) {
        return new Detection(
                detection.id(),
                detection.revision(),
                detection.rule(),
                detection.phase(),
                severity,
                detection.subject(),
                detection.key(),
                detection.devices(),
                detection.position(),
                detection.at(),
                detection.device(),
                detection.identity(),
                detection.evidence(),
                detection.causes(),
                detection.stages());
    }

    private static Detection fall(String terminal, Instant received, int number) {
        return new Detection(
                String.format("%032x", 0xFA11_0000L + number),
                received.toEpochMilli(),
                Rule.E2,
                Phase.RAISED,
                Severity.P1,
                Subject.person("elder"),
                "elder",
                List.of(new DeviceId(terminal)),
                null,
                received,
                new DeviceId(terminal),
                "fall-" + number,
                Map.of("source", "pendant"),
                List.of(),
                new Stages(received, received, received, received));
    }
}
