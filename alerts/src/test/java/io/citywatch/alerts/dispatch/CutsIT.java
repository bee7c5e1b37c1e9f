package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.testing.City;
import io.citywatch.alerts.testing.Detections;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.PendingMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A story that is killed before each of its statements in turn, the connection cut under it, and goes on in a process
 * that remembers nothing: in the end everything is as if nothing had happened.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutsIT {
    /** Every second one: in a few seconds, and each transaction is cut in several places. */
    private static final int STEP = 2;

    private CoreUnderTest test;
    private DispatchCore core;
    private final AtomicInteger statements = new AtomicInteger();
    private volatile int cutBefore;
    private int ids;
    private boolean cut;
    private int counted;

    @BeforeAll
    void open() {
        test = new CoreUnderTest();
        test.city.elder("elder", "陈美玲", "terminal", City.at(0, 0), "金平区1号");
        test.city.smokeSensor("drone", City.at(0, 0), Map.of());
        for (int i = 0; i < 2; i++) {
            test.city.responder("aid-" + i, City.at(0, 10 * i), "foot", List.of("volunteer"), List.of("first-aid"));
            test.city.responder("worker-" + i, City.at(10, 10 * i), "foot", List.of("community-worker"), List.of());
        }
        test.database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                if (statements.incrementAndGet() == cutBefore) {
                    abort(context.getConnection());
                }
            }
        });
    }

    @AfterAll
    void close() {
        test.close();
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void resumesWhereverItIsKilled() {
        String undisturbed = story(0);
        int last = counted;
        assertThat(last).isGreaterThan(50);
        for (int before = 1; before <= last; before += STEP) {
            String disturbed = story(before);
            assertThat(cut).as("cut before statement " + before).isTrue();
            assertThat(disturbed).as("cut before statement " + before).isEqualTo(undisturbed);
        }
    }

    /** @return what became of it, without ids */
    private String story(int before) {
        cutBefore = 0;
        test.database
                .jdbi()
                .useHandle(handle -> handle.execute("TRUNCATE incidents, incident_keys, detections, needs, offers,"
                        + " assignments, timeline, timers, outbox, audit, commands, case_points"));
        ids = 0;
        cut = false;
        startAnew();
        Instant begin = test.clock.instant();
        Detection press = test.pressOf("terminal");
        Detection mains = Detections.of(Rule.E5, "terminal").raised(begin);
        Detection outage = Detections.of(Rule.D4, "terminal", "area", Subject.place("area"))
                .at(City.at(0, 0))
                .causes(mains)
                .raised(begin);
        statements.set(0);
        cutBefore = before;

        untilDone(() -> take(press));
        untilDone(() -> take(mains));
        untilDone(() -> take(outage));
        untilDone(() -> answer("aid-0", OfferAction.ACCEPT));
        untilDone(() -> answer("worker-0", OfferAction.DECLINE));
        untilDone(() -> answer("aid-0", OfferAction.ARRIVED));
        untilDone(this::command);
        test.clock.pass(Duration.ofSeconds(31));
        untilDone(() -> core.timers().runDue());
        test.clock.pass(Duration.ofSeconds(11));
        // What a killed process had leased comes due again.
        untilDone(() -> core.timers().runDue());
        List<String> open = new ArrayList<>();
        untilDone(() -> open.addAll(stillOpen()));
        open.forEach(id -> untilDone(() -> closed(id)));
        test.clock.pass(Duration.ofMinutes(11));
        untilDone(() -> core.timers().runDue());
        test.clock.pass(Duration.ofSeconds(11));
        untilDone(() -> core.timers().runDue());
        counted = statements.get();
        cutBefore = 0;
        checkMessages();
        return told();
    }

    private Object take(Detection detection) {
        core.intake().accept(detection);
        return detection;
    }

    private Object answer(String responder, OfferAction action) {
        List<OfferMessage> open = core.offerDesk().openOffersOf(responder);
        return open.isEmpty()
                ? "answered"
                : core.offerDesk()
                        .answer(open.get(0).id(), CoreUnderTest.by(responder), action, null, test.clock.instant());
    }

    private Object command() {
        return core.commandDesk()
                .give(
                        "drone",
                        Command.Action.SIREN,
                        Map.of(),
                        test.clock.instant().plusSeconds(60),
                        CoreUnderTest.OPERATOR);
    }

    private Outcome closed(String id) {
        return core.incidentDesk().close(id, "helped", "well", CoreUnderTest.OPERATOR);
    }

    private List<String> stillOpen() {
        return test.incidents().stream()
                .filter(item -> item.state().isOpen())
                .map(IncidentItem::id)
                .toList();
    }

    /** Whoever was cut off is dead; another process is given the same again. */
    private void untilDone(Supplier<?> step) {
        try {
            var unused = step.get();
        } catch (RuntimeException e) {
            cut = true;
            startAnew();
            var unused = step.get();
        }
        if (statements.get() >= cutBefore && cutBefore > 0) {
            cut = true;
            untilTheServerNoticed();
        }
    }

    /** Rows of a transaction whose connection is gone stay locked until its server process looks, and would be skipped. */
    private void untilTheServerNoticed() {
        long open;
        do {
            open = test.database
                    .jdbi()
                    .withHandle(handle -> handle.select(
                                    "SELECT count(*) FROM pg_stat_activity WHERE"
                                            + " datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL")
                            .mapTo(Long.class)
                            .one());
        } while (open > 0);
    }

    private void startAnew() {
        core = DispatchCore.assemble(
                test.database,
                test.events,
                DispatchRules.DEFAULTS,
                test.clock,
                () -> "cut" + ++ids,
                DispatchCore.Around.nothing());
    }

    private void checkMessages() {
        Map<String, Long> revisions = new HashMap<>();
        for (PendingMessage message : test.commands()) {
            Long before = revisions.put(message.key(), message.revision());
            assertThat(message.revision()).as(message.key()).isEqualTo(before == null ? 1 : before + 1);
        }
    }

    private String told() {
        List<String> lines = new ArrayList<>();
        for (IncidentItem item : test.incidents()) {
            IncidentDetail detail = test.core.incidentQueries().find(item.id()).orElseThrow();
            lines.add(item.kind() + " " + item.state() + " " + item.severity() + " " + detail.count() + " "
                    + detail.outcome());
            detail.timeline()
                    .forEach(entry ->
                            lines.add("  " + entry.actor() + ": " + entry.what().replaceAll("cut\\d+", "ID")));
            detail.offers().stream()
                    .map(offer -> "  " + offer.responder() + " " + offer.state())
                    .sorted()
                    .forEach(lines::add);
            detail.assignments().forEach(one -> lines.add("  " + one.responder() + " " + one.state()));
        }
        test.commands().stream()
                .filter(message -> message.topic().endsWith("/offers"))
                .forEach(message -> lines.add("  " + message.recipient() + " is told "
                        + (message.settled()
                                ? "no more"
                                : CoreUnderTest.payload(message).state() + " of "
                                        + CoreUnderTest.payload(message).kind())));
        lines.sort(String::compareTo);
        lines.addAll(rows("SELECT action || ' ' || count(*) FROM audit GROUP BY action ORDER BY 1"));
        lines.addAll(rows("SELECT action || ' ' || state FROM commands ORDER BY 1"));
        lines.addAll(rows("SELECT rule || ' ' || phase || ' ' || (incident IS NOT NULL) FROM detections ORDER BY 1"));
        lines.addAll(rows("SELECT topic || ' ' || count(*) FROM outbox GROUP BY topic ORDER BY 1"));
        return String.join("\n", lines);
    }

    private List<String> rows(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
