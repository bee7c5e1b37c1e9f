package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.OfferAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every rule's detection becomes: which incident, for whom, joined with what, and how it ends by itself. */
class KindsIT {

    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = CoreUnderTest.ofADistrict();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Instant now() {
        return test.clock.instant();
    }

    @Test
    void opensTheRightKindForEveryRule() {
        for (Rule rule : Rule.values()) {
            test.take(Detections.of(rule, "device-" + rule, "key-" + rule, Subject.place("place-" + rule))
                    .at(City.at(10_000 * (1 + List.of(Rule.values()).indexOf(rule)), 0))
                    .raised(now()));
        }

        assertThat(test.incidents()).hasSize(Rule.values().length);
        for (IncidentItem item : test.incidents()) {
            Rule rule = Rule.valueOf(item.rules().get(0));
            assertThat(item.kind()).isEqualTo(IncidentKind.of(rule).text());
            assertThat(item.severity()).isEqualTo(rule.severity());
        }
    }

    @Test
    void joinsAHotSpotAndTheSmokeBelowItWhicheverComesFirst() {
        test.take(test.smokeOf("smoke-1"));
        assertThat(test.only().state()).isEqualTo(IncidentState.HELD);
        test.take(hotSpot(Rule.T1, "cell-1", City.at(100, 0)).raised(now()));

        assertThat(test.only().rules()).containsExactly("S1", "T1");
        assertThat(test.only().subject().id()).isEqualTo("tower");
        assertThat(test.askedRoles(test.only())).containsExactlyInAnyOrder("worker", "fire", "volunteer", "officer");

        test.take(hotSpot(Rule.T2, "cell-2", City.at(5_000, 0)).raised(now()));
        test.city.smokeSensor("below", City.at(5_000, 100), Map.of("premises", "mill"));
        test.take(test.smokeOf("below"));
        assertThat(test.openOnes()).hasSize(2);
        IncidentItem mill = test.openOnes().get(0);
        assertThat(mill.rules()).containsExactly("S1", "T2");
        assertThat(mill.severity()).isEqualTo(Severity.P1);
    }

    @Test
    void keepsTwoBuildingsApartThoughTheyAreNear() {
        test.take(test.smokeOf("smoke-1"));
        test.take(test.smokeOf("far"));

        assertThat(test.openOnes()).hasSize(2);
    }

    @Test
    void doesNotTakeANewHotSpotForAFireThatIsLongOver() {
        Detection first = hotSpot(Rule.T1, "cell-1", City.at(5_000, 0)).raised(now());
        test.take(first);
        test.take(test.later(first, Phase.CLEARED));
        test.pass(Duration.ofMinutes(11));
        test.take(hotSpot(Rule.T1, "cell-2", City.at(5_050, 0)).raised(now()));

        assertThat(test.openOnes()).hasSize(2);
    }

    private static Detections hotSpot(Rule rule, String cell, Position place) {
        return Detections.of(rule, "drone", cell, Subject.place(cell)).at(place).with("uncertaintyMeters", 35.0);
    }

    @Test
    void confirmsAFireBySecondDetectorAndStrikesItsSecondLevel() {
        Detection one = test.smokeOf("smoke-1");
        Detection two = test.smokeOf("smoke-2");
        test.take(one);
        test.take(two);
        Detections confirmed = Detections.of(Rule.S5, "smoke-2", "tower", Subject.place("tower"))
                .causes(one, two)
                .with("level", 1);
        test.take(confirmed.raised(now()));
        assertThat(test.askedRoles(test.only())).containsExactlyInAnyOrder("worker", "fire", "volunteer", "officer");
        assertThat(test.detail().level()).isEqualTo(1);
        long officers = needs("officer");

        test.pass(Duration.ofSeconds(5));
        test.take(confirmed.with("level", 2).updated(now()));

        assertThat(test.detail().level()).isEqualTo(2);
        assertThat(needs("officer")).isEqualTo(officers + 1);
        assertThat(CoreUnderTest.what(test.detail())).contains("level 2");
    }

    private long needs(String role) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM needs WHERE role = ?", role)
                        .mapTo(Long.class)
                        .one());
    }

    /** The registry says another building by now than it did when the first alarm came. */
    @Test
    void aConfirmationJoinsTheFireOfItsAlarmAndTheOneOfItsBuilding() {
        Detection one = test.smokeOf("far");
        test.take(one);
        test.take(test.smokeOf("smoke-1"));
        assertThat(test.openOnes()).hasSize(2);

        test.take(Detections.of(Rule.S5, "far", "tower", Subject.place("tower"))
                .causes(one)
                .raised(now()));

        assertThat(test.openOnes())
                .singleElement()
                .satisfies(fire -> assertThat(fire.devices()).contains("smoke-1", "far"));
    }

    @Test
    void mergesFiresThatACommonCauseJoinsAndKeepsWhoWasSent() {
        Detection one = test.smokeOf("smoke-1");
        Detection two = test.smokeOf("far");
        test.take(one);
        test.pass(Duration.ofSeconds(1));
        test.take(two);
        IncidentItem later = test.openOnes().get(0);
        test.confirm(later);
        String worker = test.detail(later).offers().get(0).responder();
        test.core
                .offerDesk()
                .answer(
                        test.detail(later).offers().get(0).id(),
                        CoreUnderTest.by(worker),
                        OfferAction.ACCEPT,
                        null,
                        now());

        test.take(Detections.of(Rule.S5, "far", "tower", Subject.place("tower"))
                .causes(one, two)
                .raised(now()));

        assertThat(test.openOnes()).hasSize(1);
        IncidentDetail home = test.detail(test.openOnes().get(0));
        IncidentDetail gone = test.detail(later);
        assertThat(gone.item().state()).isEqualTo(IncidentState.MERGED);
        assertThat(gone.item().mergedInto()).isEqualTo(home.item().id());
        assertThat(home.merged()).containsExactly(gone.item().id());
        assertThat(home.item().devices()).contains("smoke-1", "far");
        assertThat(home.count()).isEqualTo(3);
        assertThat(gone.assignments()).isEmpty();
        assertThat(home.assignments()).singleElement().satisfies(sent -> {
            assertThat(sent.responder()).isEqualTo(worker);
            assertThat(sent.state()).isEqualTo("ASSIGNED");
        });
        assertThat(gone.offers()).noneMatch(offer -> offer.state().equals("OFFERED"));
        assertThat(home.offers().stream().filter(offer -> offer.state().equals("OFFERED")))
                .isNotEmpty();
        // What belonged to it goes on as part of the other: its end, and the next alarm of its building.
        test.take(test.later(two, Phase.CLEARED));
        test.take(test.smokeOf("far"));
        assertThat(test.openOnes()).hasSize(1);
        assertThat(test.detail(test.openOnes().get(0)).count()).isEqualTo(4);
    }

    @Test
    void keepsTheHigherSeverityWhenItMerges() {
        Detection note = Detections.of(Rule.E5, "terminal").raised(now());
        Detection silent = Detections.of(Rule.R11, "reader-1").raised(now());
        test.take(note);
        test.take(silent);
        test.take(outage(note, silent).severity(Severity.P4).raised(now()));

        assertThat(test.openOnes()).hasSize(1);
        assertThat(test.openOnes().get(0).severity()).isEqualTo(Severity.P3);
    }

    private static Detections outage(Detection... causes) {
        return Detections.of(Rule.D4, "terminal", "area-7", Subject.place("area-7"))
                .at(City.at(200, 200))
                .with("uncertaintyMeters", 400)
                .causes(causes);
    }

    @Test
    void makesOneOutageOfAHundredTerminalsAndFiveReadersInAnyOrder() {
        List<Detection> before = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            before.add(Detections.of(i % 12 == 0 ? Rule.R11 : Rule.E5, "before-" + i)
                    .raised(now()));
        }
        before.forEach(test::take);
        assertThat(test.openOnes()).hasSize(60);

        Detection outage = outage(before.toArray(Detection[]::new)).raised(now());
        // Half of what follows is read before the outage that it names, half behind it.
        for (int i = 0; i < 20; i++) {
            test.take(Detections.of(Rule.E5, "early-" + i).causes(outage).raised(now()));
        }
        test.take(outage);
        for (int i = 0; i < 20; i++) {
            test.take(Detections.of(Rule.E7, "late-" + i).causes(outage).raised(now()));
        }

        assertThat(test.openOnes()).hasSize(1);
        IncidentItem one = test.openOnes().get(0);
        assertThat(one.kind()).isEqualTo("outage");
        assertThat(one.severity()).isEqualTo(Severity.P2);
        assertThat(one.position().lat()).isEqualTo(City.at(200, 200).lat());
        assertThat(one.position().uncertaintyMeters()).isEqualTo(400);
        assertThat(test.detail(one).count()).isEqualTo(101);
        assertThat(test.detail(one).merged()).hasSize(80);
        assertThat(test.askedRoles(one)).containsExactly("fixer");
    }

    @Test
    void leavesWhatTheOutageDoesNotExplainAnIncidentOfItsOwn() {
        Detection mains = Detections.of(Rule.E5, "terminal").raised(now());
        Detection pendant = Detections.of(Rule.E6, "terminal").raised(now());
        test.take(mains);
        test.take(pendant);
        assertThat(test.openOnes()).hasSize(1);

        test.take(outage(mains).raised(now()));

        assertThat(test.openOnes()).extracting(IncidentItem::kind).containsExactlyInAnyOrder("outage", "elder-device");
        test.take(test.later(pendant, Phase.CLEARED));
        assertThat(test.openOnes()).extracting(IncidentItem::kind).containsExactly("outage");
        // The next fault of the same person is no part of the outage.
        test.pass(Duration.ofSeconds(5));
        test.take(Detections.of(Rule.E6, "terminal").episode("2").raised(now()));
        assertThat(test.openOnes()).hasSize(2);
    }

    @Test
    void neverTakesAPressIntoAnOutage() {
        Detection mains = Detections.of(Rule.E5, "terminal").raised(now());
        test.take(mains);
        test.take(outage(mains).raised(now()));
        test.press("terminal");

        assertThat(test.openOnes())
                .extracting(IncidentItem::kind)
                .containsExactlyInAnyOrder("outage", "elder-emergency");
    }

    @Test
    void raisesANoteToAFaultAndAsksSomebodyOnlyThen() {
        Detections mains = Detections.of(Rule.E5, "terminal");
        test.take(mains.raised(now()));
        assertThat(test.only().severity()).isEqualTo(Severity.P4);
        assertThat(test.only().subject().type()).isEqualTo("person");
        assertThat(test.detail().offers()).isEmpty();

        test.pass(Duration.ofMinutes(40));
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        test.take(mains.severity(Severity.P3).updated(now()));

        assertThat(test.only().severity()).isEqualTo(Severity.P3);
        assertThat(test.askedRoles(test.only())).containsExactly("fixer");
    }

    @Test
    void closesAFaultThatClearedItselfAndFreesWhoWasAsked() {
        Detections battery = Detections.of(Rule.S7, "smoke-1");
        test.take(battery.raised(now()));
        test.answer("fixer-0", OfferAction.ACCEPT);

        test.take(battery.cleared(now()));

        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(test.detail().outcome()).isEqualTo("self-cleared");
        assertThat(test.detail().assignments().get(0).state()).isEqualTo("RECALLED");
        assertThat(test.detail().offers()).noneMatch(offer -> offer.state().equals("OFFERED"));
    }

    @Test
    void neverClosesWhatIsUrgentByItself() {
        Detections offline = Detections.of(Rule.E7, "terminal");
        test.take(offline.raised(now()));
        test.take(offline.cleared(now()));
        Detections fire = hotSpot(Rule.T2, "cell", City.at(5_000, 0));
        test.take(fire.raised(now()));
        test.take(fire.cleared(now()));

        assertThat(test.openOnes()).hasSize(2);
        assertThat(test.openOnes()).noneMatch(IncidentItem::active);
    }

    @Test
    void closesAPreAlarmThatCleared() {
        Detections smoke = Detections.of(Rule.S2, "smoke-1");
        test.take(smoke.raised(now()));
        test.take(smoke.cleared(now()));

        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(test.detail().outcome()).isEqualTo("self-cleared");
    }

    @Test
    void neverClosesAPreAlarmThatBecameAnAlarm() {
        Detections smoke = Detections.of(Rule.S2, "smoke-1");
        test.take(smoke.raised(now()));
        test.take(Detections.of(Rule.S3, "smoke-1").raised(now()));
        test.take(Detections.of(Rule.S3, "smoke-1").cleared(now()));
        test.take(smoke.cleared(now()));

        assertThat(test.openOnes()).hasSize(1);
        assertThat(test.openOnes()).noneMatch(IncidentItem::active);
    }

    @Test
    void endsAServiceOrderAfterHalfAnHour() {
        test.take(Detections.of(Rule.E11, "terminal", "terminal/9@boot", Subject.person("elder"))
                .with("service", "04.12")
                .raised(now()));
        assertThat(test.only().kind()).isEqualTo("service");
        assertThat(test.only().subject().name()).isEqualTo("陈**");
        test.take(Detections.of(Rule.E11, "terminal", "terminal/10@boot", Subject.person("elder"))
                .raised(now()));
        assertThat(test.openOnes()).hasSize(2);

        test.pass(Duration.ofMinutes(29));
        assertThat(test.openOnes()).hasSize(2);
        test.pass(Duration.ofMinutes(2));

        assertThat(test.openOnes()).isEmpty();
        assertThat(test.detail(test.incidents().get(0)).outcome()).isEqualTo("noted");
    }
}
