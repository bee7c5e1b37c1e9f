package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.incident.TimelineEntry;
import io.citywatch.alerts.testing.City;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers, answers and what follows, on a real PostgreSQL. */
class ResponseIT {
    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.elder("other", "李娜", "other-terminal", City.at(50, 0), "金平区2号");
        for (int i = 1; i <= 5; i++) {
            test.city.responder("aid-" + i, City.at(100 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        }
        test.city.responder("worker-1", City.at(0, 100), "foot", List.of("community-worker"), List.of());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void offersEachNeedToTheThreeNearestAndFallsBackToVolunteers() {
        test.press("terminal");

        assertThat(test.offered()).containsExactlyInAnyOrder("aid-1", "aid-2", "aid-3", "worker-1", "aid-4", "aid-5");
        assertThat(because("aid-1")).startsWith("volunteer with first-aid; 100 m");
        assertThat(because("aid-4")).startsWith("volunteer, for want of a nearer community-worker, +600 s");
    }

    @Test
    void prefersTheSkilledToTheNearer() {
        test.city.responder("unskilled", City.at(1, 0), "foot", List.of("volunteer"), List.of());

        test.press("terminal");

        assertThat(because("aid-1")).startsWith("volunteer with first-aid");
        assertThat(because("unskilled")).startsWith("volunteer, for want of a nearer community-worker, +600 s");
    }

    @Test
    void ranksByTimeAndNotByDistance() {
        test.city.responder("car", City.at(700, 0), "car", List.of("volunteer"), List.of("first-aid"));

        test.press("terminal");

        assertThat(test.detail().offers().get(0).responder()).isEqualTo("aid-1");
        assertThat(needOf("car")).isEqualTo(needOf("aid-1")).isEqualTo(needOf("aid-2"));
        assertThat(needOf("aid-3")).isNotEqualTo(needOf("aid-1"));
    }

    @Test
    void offersTheNextResponderWhenTheFirstDeclines() {
        test.city.duty("aid-4", false);
        test.city.duty("aid-5", false);
        test.press("terminal");
        test.city.duty("aid-4", true);

        assertThat(test.answer("aid-1", OfferAction.DECLINE)).isEqualTo(Outcome.done());

        assertThat(test.offered()).containsExactlyInAnyOrder("aid-2", "aid-3", "worker-1", "aid-4");
        assertThat(test.told("aid-1", OfferState.DECLINED)).hasSize(1);
    }

    @Test
    void offersToWhoeverIsOnDutyActiveAndFree() {
        test.city.duty("aid-1", false);
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute("UPDATE responders SET state = 'WITHDRAWN' WHERE id = 'aid-2'"));
        test.press("other-terminal");
        test.answer("aid-3", OfferAction.ACCEPT);

        test.press("terminal");

        List<IncidentItem> both = test.incidents();
        IncidentDetail newest = test.core
                .incidentQueries()
                .find(both.stream()
                        .filter(one -> one.devices().contains("terminal"))
                        .findFirst()
                        .orElseThrow()
                        .id())
                .orElseThrow();
        assertThat(newest.offers())
                .extracting(IncidentDetail.OfferLine::responder)
                .containsExactlyInAnyOrder("aid-4", "aid-5", "worker-1");
    }

    @Test
    void withdrawsWhatASecondIncidentOfferedToWhomTheFirstGot() {
        test.press("terminal");
        test.press("other-terminal");

        OfferMessage one = test.core.offerDesk().openOffersOf("aid-1").get(1);
        test.core
                .offerDesk()
                .answer(one.id(), CoreUnderTest.by("aid-1"), OfferAction.ACCEPT, null, test.clock.instant());
        int unused = test.core.timers().runDue();

        assertThat(test.core.offerDesk().openOffersOf("aid-1"))
                .extracting(OfferMessage::state)
                .containsExactly(OfferState.ACCEPTED);
        assertThat(test.told("aid-1", OfferState.WITHDRAWN)).hasSize(1);
    }

    @Test
    void tellsNothingOfThePersonBeforeAndOnlyTheOneAfterAcceptance() {
        test.press("terminal");
        assertThat(test.commands())
                .allSatisfy(message -> assertThat(message.payload()).doesNotContain("陈美玲", "金平", "23.354"));

        test.answer("aid-2", OfferAction.ACCEPT);

        OfferMessage accepted = test.told("aid-2", OfferState.ACCEPTED).get(0);
        assertThat(accepted.subject()).isEqualTo("陈美玲");
        assertThat(accepted.address()).isEqualTo("金平区1号");
        assertThat(accepted.position()).isEqualTo(City.at(0, 0));
        for (String other : List.of("aid-1", "aid-3")) {
            OfferMessage withdrawn = test.told(other, OfferState.WITHDRAWN).get(0);
            assertThat(withdrawn.subject()).isNull();
            assertThat(withdrawn.position()).isNull();
            assertThat(withdrawn.revision()).isEqualTo(2);
        }
    }

    @Test
    void movesTheIncidentWithThePersonAndSettlesAtTheEnd() {
        test.press("terminal");
        test.answer("aid-1", OfferAction.ACCEPT);
        test.answer("aid-1", OfferAction.ACCEPT);
        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);

        test.answer("aid-1", OfferAction.EN_ROUTE);
        assertThat(test.only().state()).isEqualTo(IncidentState.EN_ROUTE);
        test.answer("aid-1", OfferAction.ARRIVED);
        assertThat(test.only().state()).isEqualTo(IncidentState.ON_SCENE);
        String offer = test.core.offerDesk().openOffersOf("aid-1").get(0).id();
        test.answer("aid-1", OfferAction.CLEARED);

        assertThat(test.core.offerDesk().openOffersOf("aid-1")).isEmpty();
        List<PendingMessage> owed = test.commands().stream()
                .filter(message -> message.id().equals(offer))
                .toList();
        assertThat(owed).extracting(PendingMessage::revision).containsExactly(1L, 2L, 3L);
        assertThat(owed.get(2).settled()).isTrue();
        assertThat(test.core
                        .offerDesk()
                        .answer(offer, CoreUnderTest.by("aid-1"), OfferAction.CLEARED, null, test.clock.instant()))
                .isEqualTo(Outcome.done());
        assertThat(test.core
                        .offerDesk()
                        .answer(offer, CoreUnderTest.by("aid-1"), OfferAction.ARRIVED, null, test.clock.instant()))
                .isEqualTo(Outcome.done());
    }

    @Test
    void asksAgainWhenSomebodyGivesUpOnTheWay() {
        test.press("terminal");
        test.answer("aid-1", OfferAction.ACCEPT);
        test.answer("aid-1", OfferAction.EN_ROUTE);
        test.pass(Duration.ofSeconds(10));

        test.answer("aid-1", OfferAction.CLEARED);

        assertThat(test.only().state()).isEqualTo(IncidentState.DISPATCHING);
        assertThat(test.offered()).contains("aid-2", "aid-3");
    }

    @Test
    void freesEverybodyAtTheClosing() {
        test.press("terminal");
        test.answer("aid-1", OfferAction.ACCEPT);
        test.answer("aid-1", OfferAction.EN_ROUTE);

        test.closeIncident();

        IncidentDetail detail = test.detail();
        assertThat(detail.item().state()).isEqualTo(IncidentState.CLOSED);
        assertThat(detail.outcome()).isEqualTo("helped");
        assertThat(detail.assignments())
                .extracting(IncidentDetail.AssignmentLine::state)
                .containsExactly("RECALLED");
        assertThat(test.offered()).isEmpty();
        OfferMessage told = test.told("aid-1", OfferState.WITHDRAWN).get(0);
        assertThat(told.subject()).isNull();
        assertThat(timers("OFFER_SETTLE")).isEqualTo(6);
        assertThat(timers("OFFER_DEADLINE") + timers("ADVANCE")).isZero();

        test.pass(Duration.ofMinutes(11));
        assertThat(timers("OFFER_SETTLE")).isZero();
        assertThat(test.commands().stream().filter(PendingMessage::settled)).hasSize(6);
        assertThat(test.core.incidentDesk().close(detail.item().id(), "x", "", CoreUnderTest.OPERATOR))
                .isInstanceOf(Outcome.Conflict.class);
        assertThat(test.core.incidentDesk().acknowledge("nobody", CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.notFound());
    }

    @Test
    void asksAgainWhoLetItPassAndNeverWhoDeclined() {
        test.press("terminal");
        test.answer("aid-1", OfferAction.DECLINE);
        test.pass(Duration.ofSeconds(31));
        assertThat(test.offered()).isEmpty();
        assertThat(timers("ADVANCE")).isEqualTo(1);

        test.pass(Duration.ofSeconds(75));

        assertThat(test.offered()).contains("aid-2", "aid-3", "worker-1").doesNotContain("aid-1");
    }

    @Test
    void asksSomebodyWhoComesOnDutyLater() {
        for (int i = 1; i <= 5; i++) {
            test.city.duty("aid-" + i, false);
        }
        test.city.duty("worker-1", false);
        test.press("terminal");
        assertThat(test.offered()).isEmpty();
        test.city.duty("aid-5", true);

        test.pass(Duration.ofSeconds(16));

        assertThat(test.offered()).containsExactly("aid-5");
    }

    @Test
    void saysThatNobodyIsFreeWhenItBecomesSoAndNotAtEachRetry() {
        for (int i = 1; i <= 5; i++) {
            test.city.duty("aid-" + i, false);
        }
        test.city.duty("worker-1", false);
        test.press("terminal");
        assertThat(nobodyFree()).isEqualTo(2);
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        int told = test.events.all().size();

        test.pass(Duration.ofMinutes(2));

        assertThat(nobodyFree()).isEqualTo(2);
        // Each of the two needs was sought farther off twice, which is told.
        assertThat(test.events.all()).hasSize(told + 4);

        test.city.duty("worker-1", true);
        test.pass(Duration.ofSeconds(20));
        assertThat(test.offered()).containsExactly("worker-1");
        test.city.duty("worker-1", false);
        test.pass(Duration.ofMinutes(2));
        assertThat(nobodyFree()).isEqualTo(3);
    }

    private long nobodyFree() {
        return test.detail().timeline().stream()
                .filter(entry -> entry.what().startsWith("nobody free for"))
                .count();
    }

    @Test
    void showsWhenThePersonAnsweredAndNotWhenItWasRead() {
        test.press("terminal");
        Instant offered = test.clock.instant();
        test.clock.pass(Duration.ofSeconds(20));
        String offer = test.core.offerDesk().openOffersOf("aid-1").get(0).id();

        test.core
                .offerDesk()
                .answer(offer, CoreUnderTest.by("aid-1"), OfferAction.ACCEPT, null, offered.plusSeconds(5));
        // By a clock that is wrong: never before the offer, never in the future.
        test.core
                .offerDesk()
                .answer(offer, CoreUnderTest.by("aid-1"), OfferAction.EN_ROUTE, null, offered.minusSeconds(60));
        test.core
                .offerDesk()
                .answer(offer, CoreUnderTest.by("aid-1"), OfferAction.ARRIVED, null, offered.plusSeconds(60));

        IncidentDetail detail = test.detail();
        assertThat(detail.stages().accepted()).isEqualTo(offered.plusSeconds(5));
        assertThat(detail.assignments().get(0).assignedAt()).isEqualTo(offered.plusSeconds(5));
        assertThat(detail.assignments().get(0).enRouteAt()).isEqualTo(offered);
        assertThat(detail.assignments().get(0).arrivedAt()).isEqualTo(offered.plusSeconds(20));
        assertThat(detail.timeline())
                .filteredOn(entry -> entry.what().equals("accepted by aid-1"))
                .extracting(TimelineEntry::at)
                .containsExactly(offered.plusSeconds(5));
    }

    @Test
    void leavesTimersOfAnOlderEpochWithoutEffect() {
        test.press("terminal");
        String incident = test.only().id();
        test.closeIncident();
        test.press("terminal");
        long before = test.commands().size();
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO timers (kind, entity, incident, epoch, due_at) VALUES ('ADVANCE', 'old', ?, 1, ?)",
                        incident,
                        Timestamp.from(test.clock.instant())));

        test.core.timers().runDue();

        assertThat(test.commands()).hasSize((int) before);
        assertThat(test.offered()).hasSize(6);
    }

    @Test
    void addsTheNeedsOfALevel() {
        test.city.responder("doctor", City.at(900, 0), "car", List.of("medical"), List.of());
        test.press("terminal");

        assertThat(test.core.incidentDesk().level(test.only().id(), 2, CoreUnderTest.OPERATOR))
                .isEqualTo(Outcome.done());

        assertThat(test.offered()).contains("doctor");
        assertThat(test.detail().level()).isEqualTo(2);
    }

    @Test
    void sendsOneCommunityWorkerToASingleSmokeAlarm() {
        test.city.smokeSensor("smoke", City.at(0, 50), Map.of("premises", "tower", "name", "阳光大厦"));

        test.take(test.smokeOf("smoke"));
        test.confirm(test.only());

        assertThat(test.offered()).hasSize(3).contains("worker-1");
        assertThat(test.told("worker-1", OfferState.OFFERED).get(0).kind()).isEqualTo("fire");
    }

    private String because(String responder) {
        return line(responder).because();
    }

    private IncidentDetail.OfferLine line(String responder) {
        return test.detail().offers().stream()
                .filter(offer -> offer.responder().equals(responder))
                .findFirst()
                .orElseThrow();
    }

    private String needOf(String responder) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT need FROM offers WHERE responder = ?", responder)
                        .mapTo(String.class)
                        .one());
    }

    private long timers(String kind) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM timers WHERE kind = ?", kind)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void auditsAnActWithTheActOrNotAtAll() {
        test.press("terminal");
        test.core.incidentDesk().acknowledge(test.only().id(), CoreUnderTest.OPERATOR);
        test.answer("aid-1", OfferAction.ACCEPT);
        test.closeIncident();
        test.core.incidentDesk().close(test.only().id(), "again", "", CoreUnderTest.OPERATOR);

        List<String> audited = test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT action || ' by ' || actor FROM audit ORDER BY id")
                        .mapTo(String.class)
                        .list());
        assertThat(audited)
                .containsExactly(
                        "incident.acknowledge by operator", "offer.accept by aid-1", "incident.close by operator");
    }
}
