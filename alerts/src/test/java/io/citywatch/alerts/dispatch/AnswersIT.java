package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.City;
import io.citywatch.model.message.OfferAction;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer in every state. The log and phones say things twice, long after; that is no dead letter. */
class AnswersIT {
    private static final OfferAction[] COLUMNS = {
        OfferAction.ACCEPT, OfferAction.DECLINE, OfferAction.EN_ROUTE, OfferAction.ARRIVED, OfferAction.CLEARED
    };

    private static CoreUnderTest test;

    @BeforeAll
    static void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.responder("aid-1", City.at(100, 0), "foot", List.of("volunteer"), List.of("first-aid"));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /** "same" is taken without effect. */
    @ParameterizedTest
    @CsvSource({
        "ASSIGNED,    same, MISFIT, does, does, does",
        "EN_ROUTE,    same, MISFIT, same, does, does",
        "LATE,        same, MISFIT, does, does, does",
        "LOST,        same, MISFIT, does, does, does",
        "ARRIVED,     same, MISFIT, same, same, does",
        "CLEARED,     same, MISFIT, same, same, same",
        "RECALLED,    same, MISFIT, same, same, same",
        "HANDED_OVER, same, MISFIT, same, same, same"
    })
    void whoAcceptedMayRepeatEveryStep(
            AssignmentState state, String accept, String decline, String enRoute, String arrived, String cleared) {
        List<String> expected = List.of(accept, decline, enRoute, arrived, cleared);
        for (int i = 0; i < COLUMNS.length; i++) {
            String offer = newOffer();
            assertThat(outcomeOf(offer, OfferAction.ACCEPT)).isEqualTo("does");
            execute(
                    "UPDATE assignments SET state = ?, ended_at = CASE WHEN ? THEN NULL ELSE assigned_at END",
                    state.name(),
                    state.isLive());
            assertThat(outcomeOf(offer, COLUMNS[i]))
                    .as("%s on %s", COLUMNS[i], state)
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED,    does,   does,   MISFIT, MISFIT, MISFIT",
        "SENT,      does,   does,   MISFIT, MISFIT, MISFIT",
        "DELIVERED, does,   does,   MISFIT, MISFIT, MISFIT",
        "SEEN,      does,   does,   MISFIT, MISFIT, MISFIT",
        "DECLINED,  MISFIT, same,   MISFIT, MISFIT, MISFIT",
        "EXPIRED,   LATE,   LATE,   MISFIT, MISFIT, MISFIT",
        "WITHDRAWN, LATE,   LATE,   MISFIT, MISFIT, MISFIT"
    })
    void whoDidNotAcceptHasNoStepsToTake(
            OfferStep step, String accept, String decline, String enRoute, String arrived, String cleared) {
        List<String> expected = List.of(accept, decline, enRoute, arrived, cleared);
        for (int i = 0; i < COLUMNS.length; i++) {
            String offer = newOffer();
            execute("UPDATE offers SET state = ?", step.name());
            assertThat(outcomeOf(offer, COLUMNS[i]))
                    .as("%s on %s", COLUMNS[i], step)
                    .isEqualTo(expected.get(i));
        }
    }

    private static String newOffer() {
        execute("TRUNCATE incidents, detections, needs, offers, assignments, timeline, timers, outbox");
        test.press("terminal");
        return test.core.offerDesk().openOffersOf("aid-1").get(0).id();
    }

    private static String outcomeOf(String offer, OfferAction action) {
        String before = everything();
        OfferDesk.Verdict verdict = test.core
                .offerDesk()
                .take(offer, "aid-1", "aid-1", null, action, null, test.clock.instant())
                .verdict();
        if (verdict != OfferDesk.Verdict.TAKEN) {
            return verdict.name();
        }
        return before.equals(everything()) ? "same" : "does";
    }

    private static String everything() {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT concat((SELECT json_agg(o ORDER BY id) FROM offers o),"
                                + " (SELECT json_agg(a ORDER BY offer) FROM assignments a),"
                                + " (SELECT json_agg(n ORDER BY id) FROM needs n),"
                                + " (SELECT count(*) FROM timeline), (SELECT count(*) FROM outbox))")
                        .mapTo(String.class)
                        .one());
    }

    private static void execute(String sql, Object... values) {
        test.database.jdbi().useHandle(handle -> handle.execute(sql, values));
    }
}
