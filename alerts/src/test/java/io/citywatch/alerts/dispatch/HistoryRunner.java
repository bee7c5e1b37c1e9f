package io.citywatch.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.testing.ProviderServer;
import io.citywatch.alerts.testing.ProviderServer.Reply;
import io.citywatch.alerts.testing.ProviderServer.Request;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import io.citywatch.model.message.PendingMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Lives random histories of two dispatch processes that share a database of their own: acts one by one and two at once, a
 * process that dies before any of its statements, clocks that are set. After each step it looks whether what must always
 * hold does.
 */
final class HistoryRunner implements AutoCloseable {
    private static final int STEPS = 60;
    /** Most acts take fewer. */
    private static final int LAST_STATEMENT = 60;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<String> told = new ArrayList<>();
    private final Map<String, IncidentItem> before = new HashMap<>();
    private final DispatchCore[] processes = new DispatchCore[2];
    private final ProviderServer provider = new ProviderServer(HistoryRunner::halfOfTheTime);
    private final CoreUnderTest test = new CoreUnderTest(ChannelsIT.by(provider.url(), Duration.ofSeconds(3)));
    private final TransitionCount transitions;
    /** How many statements the process under test may still send; at zero or less as many as it likes. */
    private final AtomicInteger statementsLeft = new AtomicInteger();

    private volatile boolean killed;

    HistoryRunner() {
        History.settle(test.city);
        test.database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                if (statementsLeft.getAndDecrement() == 1) {
                    killed = true;
                    cut(context.getConnection());
                }
            }
        });
        transitions = new TransitionCount(test.database);
    }

    /** Takes what it is handed, or fails, always the same way for the same message. */
    private static Reply halfOfTheTime(Request request) {
        String key = request.header("idempotency-key");
        return Math.floorMod(key.hashCode(), 2) == 0
                ? Reply.of(200, "{\"id\":\"p-" + key + "\"}")
                : Reply.of(503, "busy");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        test.close();
        provider.close();
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many transitions there were in all histories so far. */
    long transitions() {
        return transitions.soFar();
    }

    /** @throws AssertionError naming the seed, and what happened last */
    void live(long seed) throws Exception {
        begin();
        History history = new History(test, seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                boolean takenOver = step(history);
                check(takenOver);
            }
            settle();
        } catch (Throwable e) {
            throw new AssertionError("seed " + seed + ", at last:\n" + String.join("\n", last(25)), e);
        }
    }

    private List<String> last(int most) {
        return told.subList(Math.max(0, told.size() - most), told.size());
    }

    private void begin() {
        told.clear();
        before.clear();
        for (int i = 0; i < processes.length; i++) {
            processes[i] = test.another();
        }
        test.database.jdbi().useHandle(handle -> {
            handle.execute("TRUNCATE incidents, incident_keys, told_apart, detections, needs, offers, notifications,"
                    + " assignments, timeline, timers,"
                    + " outbox, responder_positions");
            handle.execute("UPDATE responders SET on_duty = true");
        });
    }

    /** @return whether somebody may have taken an incident out of another's hands */
    private boolean step(History history) throws Exception {
        Random random = history.random();
        int chance = random.nextInt(100);
        if (chance < 3) {
            Duration jump = Duration.ofSeconds(random.nextInt(660) - 60L);
            told.add("the clock jumps by " + jump);
            test.clock.pass(jump);
            return false;
        }
        int process = random.nextInt(processes.length);
        History.Act act = history.next();
        if (chance < 8) {
            kill(process, act, 1 + random.nextInt(LAST_STATEMENT));
            return act.takesOver();
        }
        if (chance < 18) {
            History.Act other = history.next();
            atOnce(act, other);
            return act.takesOver() || other.takesOver();
        }
        told.add(act.name());
        act.on().accept(processes[process]);
        return act.takesOver();
    }

    /** The process dies before one of its statements, if it comes to it; another begins in its place. */
    private void kill(int process, History.Act act, int statement) {
        killed = false;
        statementsLeft.set(statement);
        try {
            act.on().accept(processes[process]);
        } catch (RuntimeException e) {
            if (!killed) {
                throw e;
            }
        } finally {
            statementsLeft.set(0);
        }
        told.add(act.name() + (killed ? ", killed before statement " + statement : ""));
        if (killed) {
            untilTheServerNoticed();
            processes[process] = test.another();
            if (act.again()) {
                act.on().accept(processes[process]);
            }
        }
    }

    /** Rows of a transaction whose connection is gone stay locked until its server process looks. */
    private void untilTheServerNoticed() {
        while (test.database
                .jdbi()
                .withHandle(handle -> handle.select("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE"
                                + " datname = current_database() AND pid <> pg_backend_pid()"
                                + " AND xact_start IS NOT NULL)")
                        .mapTo(Boolean.class)
                        .one())) {
            Thread.onSpinWait();
        }
    }

    private void atOnce(History.Act one, History.Act other) throws Exception {
        told.add(one.name() + " | " + other.name());
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<?>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            History.Act act = i == 0 ? one : other;
            DispatchCore process = processes[i];
            both.add(threads.submit(() -> {
                together.await();
                act.on().accept(process);
                return null;
            }));
        }
        for (Future<?> each : both) {
            each.get();
        }
    }

    private void check(boolean takenOver) {
        assertThat(Invariant.brokenIn(test.database)).isEmpty();
        for (IncidentItem incident : test.incidents()) {
            @Nullable IncidentItem was = before.put(incident.id(), incident);
            if (was == null) {
                continue;
            }
            assertThat(was.severity().isAbove(incident.severity()))
                    .as("severity of %s fell", incident.id())
                    .isFalse();
            assertThat(!takenOver
                            && was.owner() != null
                            && incident.owner() != null
                            && !was.owner().equals(incident.owner()))
                    .as("%s went from %s to %s", incident.id(), was.owner(), incident.owner())
                    .isFalse();
        }
    }

    /** Time goes by for both; then all is closed, and nothing is owed to anybody any more. */
    private void settle() {
        for (int second = 0; second < 60; second += 15) {
            for (DispatchCore process : processes) {
                test.pass(process, Duration.ofSeconds(15));
            }
        }
        check(false);
        assertThat(strings("SELECT kind || ' ' || entity FROM timers WHERE due_at < '" + test.clock.instant()
                        + "'::timestamptz - interval '90 s'"))
                .as("timers that nobody handled")
                .isEmpty();
        checkMessages();
        for (IncidentItem incident : test.incidents()) {
            if (incident.state().isOpen()) {
                processes[0].incidentDesk().close(incident.id(), "helped", "", CoreUnderTest.OPERATOR);
            }
        }
        check(false);
        test.clock.pass(Duration.ofMinutes(11));
        processes[1].timers().runDue();
        assertThat(strings("SELECT kind || ' ' || entity FROM timers"))
                .as("timers of what is over")
                .isEmpty();
        assertThat(strings("SELECT id FROM offers WHERE ended_at IS NULL"))
                .as("offers that stand")
                .isEmpty();
    }

    private void checkMessages() {
        Map<String, Long> revisions = new HashMap<>();
        Map<String, OfferState> phones = new HashMap<>();
        for (PendingMessage message : test.commands()) {
            Long newest = revisions.put(message.id(), message.revision());
            assertThat(message.revision())
                    .as("revision of %s", message.id())
                    .isEqualTo(newest == null ? 1 : newest + 1);
            if (!message.settled()) {
                OfferMessage payload = CoreUnderTest.payload(message);
                phones.put(message.id(), payload.state());
                if (payload.state() != OfferState.ACCEPTED) {
                    assertThat(message.payload()).doesNotContain("陈美玲", "金平");
                    assertThat(payload.position()).isNull();
                }
            }
        }
        for (IncidentItem incident : test.incidents()) {
            for (IncidentDetail.OfferLine offer : test.detail(incident).offers()) {
                @Nullable OfferState phone = phones.get(offer.id());
                boolean over = offer.state().equals("ACCEPTED") && phone == OfferState.WITHDRAWN;
                assertThat(over || phone == OfferState.valueOf(offer.state()))
                        .as("what the phone was told of %s: %s", offer, phone)
                        .isTrue();
            }
        }
    }

    private List<String> strings(String sql) {
        return test.database
                .jdbi()
                .withHandle(handle -> handle.select(sql).mapTo(String.class).list());
    }
}
