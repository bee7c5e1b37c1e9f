package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.City;
import io.citywatch.model.Position;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever accepted is looked after until they are there, or somebody else is. */
class AttendanceIT {
    private static final Duration STEP = Duration.ofSeconds(10);

    private CoreUnderTest test;

    @BeforeEach
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        for (int i = 1; i <= 4; i++) {
            test.city.responder("aid-" + i, City.at(420 * i, 0), "foot", List.of("volunteer"), List.of("first-aid"));
        }
        test.city.responder("worker", City.at(0, 90), "foot", List.of("community-worker"), List.of());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void seesSomebodyArriveWithoutAWord() {
        accepted("aid-1");
        stands("aid-1", City.at(90, 0), Duration.ofSeconds(10));
        assertThat(state("aid-1")).isNotEqualTo("ARRIVED");

        stands("aid-1", City.at(79, 0), STEP);

        assertThat(state("aid-1")).isEqualTo("ARRIVED");
        assertThat(test.only().state()).isEqualTo(IncidentState.ON_SCENE);
        assertThat(line("aid-1").arrivedAt()).isEqualTo(test.clock.instant());
        assertThat(test.answer("aid-1", OfferAction.ARRIVED)).isEqualTo(Outcome.done());
        assertThat(what().stream().filter("aid-1 ARRIVED"::equals)).hasSize(1);
    }

    @Test
    void asksWhoDoesNotMoveToSetOutOnceAndThenReplacesThem() {
        accepted("aid-1");
        int before = test.told("aid-1", OfferState.ACCEPTED).size();
        stands("aid-1", City.at(420, 0), Duration.ofSeconds(50));
        assertThat(test.told("aid-1", OfferState.ACCEPTED)).hasSize(before);

        stands("aid-1", City.at(425, 0), Duration.ofSeconds(30));
        List<OfferMessage> told = test.told("aid-1", OfferState.ACCEPTED);
        assertThat(told).hasSize(before + 1);
        assertThat(told.get(before).instructions()).contains("Please set out now");
        assertThat(what()).contains("aid-1 asked to set out: not moving for 60 s");

        stands("aid-1", City.at(420, 0), STEP);
        assertThat(state("aid-1")).isEqualTo("RECALLED");
        assertThat(test.told("aid-1", OfferState.WITHDRAWN)).hasSize(1);
        assertThat(test.offered()).contains("aid-2").doesNotContain("aid-1");
        assertThat(test.core.offerDesk().openOffersOf("aid-1")).isEmpty();
    }

    @Test
    void takesAMoveForSettingOut() {
        accepted("aid-1");
        stands("aid-1", City.at(420, 0), Duration.ofSeconds(50));
        stands("aid-1", City.at(385, 0), STEP);

        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");
        assertThat(what()).contains("aid-1 EN_ROUTE");
        stands("aid-1", City.at(385, 0), Duration.ofSeconds(60));
        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");
    }

    @Test
    void believesSomebodyWhoSaysThatTheyAreOnTheWay() {
        accepted("aid-1");
        test.answer("aid-1", OfferAction.EN_ROUTE);
        stands("aid-1", City.at(420, 0), Duration.ofSeconds(100));

        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");
    }

    @Test
    void keepsTheTimeOfArrivalUpToDate() {
        accepted("aid-1");
        assertThat(line("aid-1").etaSeconds()).isEqualTo(300);
        test.answer("aid-1", OfferAction.EN_ROUTE);

        stands("aid-1", City.at(280, 0), STEP);

        assertThat(line("aid-1").etaSeconds()).isEqualTo(200);
        assertThat(line("aid-1").etaAt()).isEqualTo(test.clock.instant().plusSeconds(200));
        stands("aid-1", City.at(0, 0), STEP);
        assertThat(line("aid-1").etaSeconds()).isNull();
    }

    @Test
    void asksAnotherBesideWhoIsLateForANeedOfItsOwn() {
        accepted("aid-1");
        test.answer("aid-1", OfferAction.EN_ROUTE);
        stands("aid-1", City.at(420, 0), Duration.ofSeconds(110));
        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");

        stands("aid-1", City.at(420, 0), STEP);

        assertThat(state("aid-1")).isEqualTo("LATE");
        assertThat(what()).contains("aid-1 LATE", "another is asked beside aid-1");
        assertThat(test.offered()).contains("aid-2");
        stands("aid-1", City.at(420, 0), Duration.ofSeconds(20));
        assertThat(what().stream().filter("another is asked beside aid-1"::equals))
                .hasSize(1);
        assertThat(test.answer("aid-2", OfferAction.ACCEPT)).isEqualTo(Outcome.done());
        assertThat(state("aid-1")).isEqualTo("LATE");
        assertThat(test.offered()).doesNotContain("aid-3", "aid-4");
        assertThat(strings("SELECT need FROM assignments WHERE ended_at IS NULL AND responder LIKE 'aid%'"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void letsGoWhoIsNotThereTwoMinutesAfterTheOther() {
        asksAnotherBesideWhoIsLateForANeedOfItsOwn();
        test.answer("aid-2", OfferAction.ARRIVED);
        stands("aid-1", City.at(300, 0), Duration.ofSeconds(110));
        assertThat(state("aid-1")).isEqualTo("LATE");

        stands("aid-1", City.at(300, 0), STEP);

        assertThat(state("aid-1")).isEqualTo("RECALLED");
        assertThat(what()).contains("aid-1 RECALLED: another is there");
        assertThat(state("aid-2")).isEqualTo("ARRIVED");
        test.pass(Duration.ofMinutes(2));
        assertThat(test.offered()).doesNotContain("aid-3");
    }

    @Test
    void asksNobodyAnyMoreWhenTheLateOneComesFirst() {
        accepted("aid-1");
        test.answer("aid-1", OfferAction.EN_ROUTE);
        stands("aid-1", City.at(420, 0), Duration.ofMinutes(2));
        assertThat(test.offered()).contains("aid-2");

        stands("aid-1", City.at(10, 0), STEP);

        assertThat(state("aid-1")).isEqualTo("ARRIVED");
        assertThat(test.offered()).doesNotContain("aid-2", "aid-3", "aid-4");
        test.pass(Duration.ofMinutes(1));
        assertThat(test.offered()).doesNotContain("aid-2", "aid-3", "aid-4");
    }

    @Test
    void asksAnotherBesideWhoIsLostAndTakesThemBackWhenFound() {
        accepted("aid-1");
        test.answer("aid-1", OfferAction.EN_ROUTE);
        test.pass(Duration.ofSeconds(50));
        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");

        test.pass(Duration.ofSeconds(20));
        assertThat(state("aid-1")).isEqualTo("LOST");
        assertThat(test.offered()).contains("aid-2");

        stands("aid-1", City.at(300, 0), STEP);
        assertThat(state("aid-1")).isEqualTo("EN_ROUTE");
    }

    @Test
    void doesNotAskForWhatAnotherIsComingForWhenTheLateOneGivesUp() {
        asksAnotherBesideWhoIsLateForANeedOfItsOwn();

        test.answer("aid-1", OfferAction.CLEARED);
        test.pass(Duration.ofSeconds(40));

        assertThat(test.offered()).doesNotContain("aid-3", "aid-4");
    }

    @Test
    void leavesALookOfAnOlderEpochWithoutEffect() {
        accepted("aid-1");
        String offer = test.core.offerDesk().openOffersOf("aid-1").get(0).id();
        test.closeIncident();
        test.pass(Duration.ofSeconds(1));
        test.press("terminal");
        accept("aid-1");
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO timers (kind, entity, incident, epoch, due_at) VALUES ('WATCH', ?, ?, 1, ?)",
                        offer,
                        test.only().id(),
                        Timestamp.from(test.clock.instant())));
        test.city.fix("aid-1", City.at(0, 0), test.clock.instant());

        test.core.timers().runDue();

        assertThat(state("aid-1")).isEqualTo("ASSIGNED");
    }

    private void accepted(String responder) {
        for (int i = 1; i <= 4; i++) {
            test.city.fix("aid-" + i, City.at(420 * i, 0), test.clock.instant());
        }
        test.press("terminal");
        accept(responder);
    }

    private void accept(String responder) {
        assertThat(test.answer(responder, OfferAction.ACCEPT)).isEqualTo(Outcome.done());
        assertThat(test.answer("worker", OfferAction.ACCEPT)).isEqualTo(Outcome.done());
        test.answer("worker", OfferAction.ARRIVED);
    }

    /** Somebody is at one place for a while, and their phone says so each ten seconds. */
    private void stands(String responder, Position place, Duration time) {
        Instant end = test.clock.instant().plus(time);
        while (test.clock.instant().isBefore(end)) {
            test.clock.pass(STEP);
            test.city.fix(responder, place, test.clock.instant());
            test.core.timers().runDue();
        }
    }

    private IncidentDetail.AssignmentLine line(String responder) {
        List<IncidentDetail.AssignmentLine> lines = test.detail().assignments().stream()
                .filter(one -> one.responder().equals(responder))
                .toList();
        return lines.get(lines.size() - 1);
    }

    private String state(String responder) {
        return line(responder).state();
    }

    private List<String> what() {
        return CoreUnderTest.what(test.detail());
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
