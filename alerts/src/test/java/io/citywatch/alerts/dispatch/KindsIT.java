package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentFilter;
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
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every rule's detection becomes: which incident, for whom, joined with what, and how it ends by itself. */
class KindsIT {
    private static final String TAG = "E200001234567890";
    private static final String PLATE = "粤D12345";

    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.smokeSensor("smoke-1", City.at(0, 0), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("smoke-2", City.at(0, 30), Map.of("premises", "tower", "name", "阳光大厦"));
        test.city.smokeSensor("far", City.at(0, 120), Map.of("premises", "school", "name", "学校"));
        test.city.smokeSensor("reader-1", City.at(500, 0), Map.of("name", "金砂路口"));
        test.city.smokeSensor("reader-2", City.at(900, 0), Map.of("name", "长平路口"));
        for (int i = 0; i < 4; i++) {
            test.city.responder("officer-" + i, City.at(20 * i, 50), "car", List.of("officer"), List.of());
            test.city.responder("fire-" + i, City.at(20 * i, 60), "car", List.of("fire"), List.of());
            test.city.responder("worker-" + i, City.at(20 * i, 70), "foot", List.of("community-worker"), List.of());
            test.city.responder("volunteer-" + i, City.at(20 * i, 80), "foot", List.of("volunteer"), List.of());
            test.city.responder("fixer-" + i, City.at(20 * i, 90), "car", List.of("maintenance"), List.of());
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Instant now() {
        return test.clock.instant();
    }

    private List<IncidentItem> openOnes() {
        return test.core
                .incidentQueries()
                .list(new IncidentFilter("open", null, null), 100, null)
                .items();
    }

    private IncidentDetail detail(IncidentItem item) {
        return test.core.incidentQueries().find(item.id()).orElseThrow();
    }

    private Set<String> askedRoles(IncidentItem item) {
        return Set.copyOf(detail(item).offers().stream()
                .map(offer -> offer.responder().replaceAll("-\\d+$", ""))
                .toList());
    }

    private static List<String> what(IncidentDetail detail) {
        return detail.timeline().stream().map(entry -> entry.what()).toList();
    }

    private static Detections theft(String reader) {
        Position place = reader.equals("reader-1") ? City.at(500, 0) : City.at(900, 0);
        return Detections.of(Rule.R1, reader, TAG, Subject.vehicle(PLATE))
                .at(place)
                .with("plate", PLATE)
                .with("tag", TAG)
                .with("caseNumber", "C-1")
                .with("reader", reader)
                .with("readerName", reader.equals("reader-1") ? "金砂路口" : "长平路口");
    }

    private static Map<String, Object> point(Instant at, String reader, Position place) {
        return Map.of("ts", at.toEpochMilli(), "reader", reader, "lat", place.lat(), "lon", place.lon());
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
    void huntsAStolenVehicleWithThreeOfficersAndNobodyElse() {
        test.take(theft("reader-1").raised(now()));

        IncidentItem item = test.only();
        assertThat(item.kind()).isEqualTo("theft");
        assertThat(item.subject()).isEqualTo(new IncidentItem.About("vehicle", PLATE, "粤D***45", null));
        assertThat(detail(item).item().subject().name()).isEqualTo(PLATE);
        assertThat(askedRoles(item)).containsExactly("officer");
        for (int i = 0; i < 3; i++) {
            test.answer("officer-" + i, OfferAction.ACCEPT);
        }
        assertThat(test.withState("ACCEPTED")).hasSize(3);
        assertThat(test.offered()).isEmpty();
    }

    @Test
    void followsAHuntedVehicleReadByReadWithoutFloodingTheTimeline() {
        Instant first = now();
        test.take(theft("reader-1")
                .with("track", List.of(point(first, "reader-1", City.at(500, 0))))
                .raised(first));
        test.answer("officer-0", OfferAction.ACCEPT);
        for (int i = 0; i < 5; i++) {
            test.pass(Duration.ofSeconds(5));
            test.take(theft("reader-1").with("reads", 2 + i).updated(now()));
        }
        test.pass(Duration.ofSeconds(5));
        test.take(theft("reader-2")
                .with(
                        "track",
                        List.of(point(first, "reader-1", City.at(500, 0)), point(now(), "reader-2", City.at(900, 0))))
                .updated(now()));

        IncidentDetail detail = test.detail();
        assertThat(what(detail).stream().filter(text -> text.startsWith("read at") || text.contains("updated")))
                .containsExactly("read at 金砂路口", "read at 长平路口");
        assertThat(detail.item().position().lat()).isEqualTo(City.at(900, 0).lat());
        assertThat(detail.track())
                .extracting(IncidentDetail.Reading::reader)
                .startsWith("reader-1")
                .endsWith("reader-2");
        assertThat(detail.detections()).hasSize(1);
        assertThat(detail.detections().get(0).phase()).isEqualTo("UPDATED");
        assertThat(detail.detections().get(0).evidence()).containsEntry("reader", "reader-2");
        List<OfferMessage> told = test.told("officer-0", OfferState.ACCEPTED);
        assertThat(told.get(told.size() - 1).position()).isEqualTo(City.at(900, 0));
        assertThat(told.get(told.size() - 1).subject()).isEqualTo(PLATE);
    }

    @Test
    void opensAPursuitForEachVehicleThatOneMessageTellsOf() {
        Instant at = now();
        Detection one = theft("reader-1").raised(at);
        Detection other = Detections.of(Rule.R1, "reader-1", "E200AAAA", Subject.vehicle("粤D99999"))
                .at(City.at(500, 0))
                .raised(at);
        test.take(one);
        test.take(new Detection(
                other.id(),
                other.revision(),
                other.rule(),
                other.phase(),
                other.severity(),
                other.subject(),
                other.key(),
                other.devices(),
                other.position(),
                other.at(),
                other.device(),
                one.identity(),
                other.evidence(),
                other.causes(),
                other.stages()));

        assertThat(openOnes()).hasSize(2);
    }

    @Test
    void joinsAGuardedVehicleThatIsThenReportedStolen() {
        test.take(Detections.of(Rule.R2, "reader-1", TAG, Subject.vehicle(PLATE))
                .at(City.at(500, 0))
                .with("reader", "reader-1")
                .raised(now()));
        test.take(theft("reader-2").raised(now()));

        assertThat(test.only().rules()).containsExactly("R1", "R2");
    }

    @Test
    void comesBackWhenAClosedPursuitIsReadAtAnotherReader() {
        test.take(theft("reader-1").raised(now()));
        test.pass(Duration.ofSeconds(10));
        test.closeIncident();
        test.pass(Duration.ofSeconds(10));
        test.take(theft("reader-1").with("reads", 9).updated(now()));
        assertThat(test.only().state()).isEqualTo(IncidentState.CLOSED);

        test.take(theft("reader-2").updated(now()));
        assertThat(test.only().state()).isEqualTo(IncidentState.REOPENED);

        test.closeIncident();
        test.pass(Duration.ofMinutes(11));
        test.take(theft("reader-1").with("reads", 11).updated(now()));
        assertThat(openOnes()).hasSize(1);
        assertThat(test.incidents()).hasSize(2);
    }

    @Test
    void comesBackWhenAClosedPursuitIsStillReadLongAfter() {
        test.take(theft("reader-1").raised(now()));
        test.closeIncident();
        test.pass(Duration.ofMinutes(9));
        test.take(theft("reader-1").with("reads", 2).updated(now()));
        assertThat(openOnes()).isEmpty();

        test.pass(Duration.ofMinutes(2));
        test.take(theft("reader-1").with("reads", 3).updated(now()));
        assertThat(openOnes()).hasSize(1);
    }

    @Test
    void tellsWhyAHuntEnded() {
        test.take(theft("reader-1").raised(now()));
        test.take(theft("reader-1").with("reason", "withdrawn").cleared(now()));

        assertThat(what(test.detail())).contains("R1 cleared: withdrawn");
        assertThat(test.only().active()).isFalse();
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
    }

    @Test
    void joinsAHotSpotAndTheSmokeBelowItWhicheverComesFirst() {
        test.take(test.smokeOf("smoke-1"));
        assertThat(askedRoles(test.only())).containsExactly("worker");
        test.take(hotSpot(Rule.T1, "cell-1", City.at(100, 0)).raised(now()));

        assertThat(test.only().rules()).containsExactly("S1", "T1");
        assertThat(test.only().subject().id()).isEqualTo("tower");
        assertThat(askedRoles(test.only())).containsExactlyInAnyOrder("worker", "fire", "volunteer", "officer");

        test.take(hotSpot(Rule.T2, "cell-2", City.at(5_000, 0)).raised(now()));
        test.city.smokeSensor("below", City.at(5_000, 100), Map.of("premises", "mill"));
        test.take(test.smokeOf("below"));
        assertThat(openOnes()).hasSize(2);
        IncidentItem mill = openOnes().get(0);
        assertThat(mill.rules()).containsExactly("S1", "T2");
        assertThat(mill.severity()).isEqualTo(Severity.P1);
    }

    @Test
    void keepsTwoBuildingsApartThoughTheyAreNear() {
        test.take(test.smokeOf("smoke-1"));
        test.take(test.smokeOf("far"));

        assertThat(openOnes()).hasSize(2);
    }

    @Test
    void doesNotTakeANewHotSpotForAFireThatIsLongOver() {
        Detection first = hotSpot(Rule.T1, "cell-1", City.at(5_000, 0)).raised(now());
        test.take(first);
        test.take(test.later(first, Phase.CLEARED));
        test.pass(Duration.ofMinutes(11));
        test.take(hotSpot(Rule.T1, "cell-2", City.at(5_050, 0)).raised(now()));

        assertThat(openOnes()).hasSize(2);
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
        assertThat(askedRoles(test.only())).containsExactlyInAnyOrder("worker", "fire", "volunteer", "officer");
        assertThat(test.detail().level()).isEqualTo(1);
        long officers = needs("officer");

        test.pass(Duration.ofSeconds(5));
        test.take(confirmed.with("level", 2).updated(now()));

        assertThat(test.detail().level()).isEqualTo(2);
        assertThat(needs("officer")).isEqualTo(officers + 1);
        assertThat(what(test.detail())).contains("level 2");
    }

    private long needs(String role) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM needs WHERE role = ?", role)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void mergesFiresThatACommonCauseJoinsAndFreesWhoWasSent() {
        Detection one = test.smokeOf("smoke-1");
        Detection two = test.smokeOf("far");
        test.take(one);
        test.pass(Duration.ofSeconds(1));
        test.take(two);
        IncidentItem later = openOnes().get(0);
        String worker = detail(later).offers().get(0).responder();
        test.core
                .offerDesk()
                .answer(detail(later).offers().get(0).id(), CoreUnderTest.by(worker), OfferAction.ACCEPT, null, now());

        test.take(Detections.of(Rule.S5, "far", "tower", Subject.place("tower"))
                .causes(one, two)
                .raised(now()));

        assertThat(openOnes()).hasSize(1);
        IncidentDetail home = detail(openOnes().get(0));
        IncidentDetail gone = detail(later);
        assertThat(gone.item().state()).isEqualTo(IncidentState.MERGED);
        assertThat(gone.item().mergedInto()).isEqualTo(home.item().id());
        assertThat(home.merged()).containsExactly(gone.item().id());
        assertThat(home.item().devices()).contains("smoke-1", "far");
        assertThat(home.count()).isEqualTo(3);
        assertThat(gone.assignments().get(0).state()).isEqualTo("RECALLED");
        assertThat(gone.offers()).noneMatch(offer -> offer.state().equals("OFFERED"));
        assertThat(home.offers().stream().filter(offer -> offer.state().equals("OFFERED")))
                .isNotEmpty();
        // What belonged to it goes on as part of the other: its end, and the next alarm of its building.
        test.take(test.later(two, Phase.CLEARED));
        test.take(test.smokeOf("far"));
        assertThat(openOnes()).hasSize(1);
        assertThat(detail(openOnes().get(0)).count()).isEqualTo(4);
    }

    @Test
    void keepsTheHigherSeverityWhenItMerges() {
        Detection note = Detections.of(Rule.E5, "terminal").raised(now());
        Detection silent = Detections.of(Rule.R11, "reader-1").raised(now());
        test.take(note);
        test.take(silent);
        test.take(outage(note, silent).severity(Severity.P4).raised(now()));

        assertThat(openOnes()).hasSize(1);
        assertThat(openOnes().get(0).severity()).isEqualTo(Severity.P3);
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
        assertThat(openOnes()).hasSize(60);

        Detection outage = outage(before.toArray(Detection[]::new)).raised(now());
        // Half of what follows is read before the outage that it names, half behind it.
        for (int i = 0; i < 20; i++) {
            test.take(Detections.of(Rule.E5, "early-" + i).causes(outage).raised(now()));
        }
        test.take(outage);
        for (int i = 0; i < 20; i++) {
            test.take(Detections.of(Rule.E7, "late-" + i).causes(outage).raised(now()));
        }

        assertThat(openOnes()).hasSize(1);
        IncidentItem one = openOnes().get(0);
        assertThat(one.kind()).isEqualTo("outage");
        assertThat(one.severity()).isEqualTo(Severity.P2);
        assertThat(one.position().lat()).isEqualTo(City.at(200, 200).lat());
        assertThat(one.position().uncertaintyMeters()).isEqualTo(400);
        assertThat(detail(one).count()).isEqualTo(101);
        assertThat(detail(one).merged()).hasSize(80);
        assertThat(askedRoles(one)).containsExactly("fixer");
    }

    @Test
    void leavesWhatTheOutageDoesNotExplainAnIncidentOfItsOwn() {
        Detection mains = Detections.of(Rule.E5, "terminal").raised(now());
        Detection pendant = Detections.of(Rule.E6, "terminal").raised(now());
        test.take(mains);
        test.take(pendant);
        assertThat(openOnes()).hasSize(1);

        test.take(outage(mains).raised(now()));

        assertThat(openOnes()).extracting(IncidentItem::kind).containsExactlyInAnyOrder("outage", "elder-device");
        test.take(test.later(pendant, Phase.CLEARED));
        assertThat(openOnes()).extracting(IncidentItem::kind).containsExactly("outage");
        // The next fault of the same person is no part of the outage.
        test.pass(Duration.ofSeconds(5));
        test.take(Detections.of(Rule.E6, "terminal").episode("2").raised(now()));
        assertThat(openOnes()).hasSize(2);
    }

    @Test
    void neverTakesAPressIntoAnOutage() {
        Detection mains = Detections.of(Rule.E5, "terminal").raised(now());
        test.take(mains);
        test.take(outage(mains).raised(now()));
        test.press("terminal");

        assertThat(openOnes()).extracting(IncidentItem::kind).containsExactlyInAnyOrder("outage", "elder-emergency");
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
        assertThat(askedRoles(test.only())).containsExactly("fixer");
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
        Detections fire = hotSpot(Rule.T2, "cell", City.at(5_000, 0)).severity(Severity.P3);
        test.take(fire.raised(now()));
        test.take(fire.cleared(now()));

        assertThat(openOnes()).hasSize(2);
        assertThat(openOnes()).noneMatch(IncidentItem::active);
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
        assertThat(openOnes()).hasSize(2);

        test.pass(Duration.ofMinutes(29));
        assertThat(openOnes()).hasSize(2);
        test.pass(Duration.ofMinutes(2));

        assertThat(openOnes()).isEmpty();
        assertThat(detail(test.incidents().get(0)).outcome()).isEqualTo("noted");
    }

    @Test
    void showsAPolicePersonTheirKindsAlone() {
        test.take(theft("reader-1").raised(now()));
        test.take(
                Detections.of(Rule.R6, "reader-1", TAG, Subject.vehicle(PLATE)).raised(now()));
        test.press("terminal");

        assertThat(test.core
                        .incidentQueries()
                        .list(IncidentFilter.all().of(IncidentKind.OF_THE_POLICE), 10, null)
                        .items())
                .extracting(IncidentItem::kind)
                .containsExactlyInAnyOrder("theft", "cloned-tag");
    }
}
