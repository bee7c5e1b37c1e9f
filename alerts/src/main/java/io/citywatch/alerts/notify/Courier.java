package io.citywatch.alerts.notify;

import io.citywatch.alerts.notify.NotificationStore.Standing;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notifications in hand the moment they are due: claims them with a lease, hands them to their provider outside any
 * transaction, so many at once, and writes what became of them. One thread speaks to the database; the poll each second
 * only recovers what a process left that died. A result that cannot be written is kept; if the lease runs out meanwhile,
 * the message goes out again under the same id.
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Beyond a request's own time: to write what became of it. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(4);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 4;
    private static final int BATCH = 500;
    private static final long WAKE_GRAIN_MILLIS = 50;
    private static final Set<NotificationState> TO_SEND =
            EnumSet.of(NotificationState.PENDING, NotificationState.SENDING);
    private static final Set<NotificationState> SENT = EnumSet.of(NotificationState.SENT);

    /** What a provider answered to a claim. */
    private record Result(Notification claimed, Attempt attempt) {}

    private final Database database;
    private final NotificationStore store;
    private final Ladder ladder;
    private final Desk desk;
    private final ChannelsConfig settings;
    private final ChannelMetrics metrics;
    private final RandomGenerator random;
    private final Clock clock;
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    /** Filled only while there is no thread. */
    private final Queue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();

    private final Set<Long> wakes = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "courier");
        made.setDaemon(true);
        return made;
    });
    private int inHand;
    private volatile boolean started;
    private volatile boolean failing;

    /** @param random spreads tries */
    Courier(
            Database database,
            NotificationStore store,
            Ladder ladder,
            Desk desk,
            ChannelsConfig settings,
            ChannelMetrics metrics,
            RandomGenerator random,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.ladder = ladder;
        this.desk = desk;
        this.settings = settings;
        this.metrics = metrics;
        this.random = random;
        this.clock = clock;
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        started = true;
        var unused = thread.scheduleWithFixedDelay(this::runOrWarn, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isHealthy() {
        return !failing;
    }

    /** Looks at what is due at that time; called after a commit, so it never throws and never waits. */
    void wakeAt(Instant due) {
        if (!started || thread.isShutdown()) {
            return;
        }
        long millis = Duration.between(clock.instant(), due).toMillis();
        if (millis <= 0) {
            wake();
            return;
        }
        long grain = due.toEpochMilli() / WAKE_GRAIN_MILLIS + 1;
        if (wakes.add(grain)) {
            var unused = thread.schedule(
                    () -> {
                        wakes.remove(grain);
                        runOrWarn();
                    },
                    millis + WAKE_GRAIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void wake() {
        if (started && !thread.isShutdown() && woken.compareAndSet(false, true)) {
            thread.execute(() -> {
                woken.set(false);
                runOrWarn();
            });
        }
    }

    private void runOrWarn() {
        try {
            round();
            if (failing) {
                LOG.info("channels: claiming again");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("channels: cannot claim, trying again each second: {}", e.toString());
            }
            failing = true;
        }
    }

    /** For who has no thread: does everything that is due now, and waits for what the providers answer. */
    void runDue() {
        boolean more = true;
        while (more) {
            more = round();
            for (CompletableFuture<?> one = underWay.poll(); one != null; one = underWay.poll()) {
                one.join();
                more = true;
            }
        }
    }

    /** One look at everything; true if there was something to do. */
    private boolean round() {
        boolean did = writeResults();
        boolean full = true;
        while (full) {
            int missed = giveUpTheUnconfirmed();
            int sent = handOver();
            did |= missed + sent > 0;
            full = missed == BATCH || (sent > 0 && inHand < settings.atOnce());
        }
        return did;
    }

    /** No receipt came in time. */
    private int giveUpTheUnconfirmed() {
        Instant now = now();
        return database.inTransaction(transaction -> {
            List<Standing> due = store.due(transaction, SENT, now, BATCH);
            Changes changes = new Changes();
            for (Standing one : due) {
                Duration waited = ladder.wait(one.row().channel());
                changes.add(ladder.giveUp(
                        one.row(), "no receipt in " + waited.toSeconds() + " s", one.person(), one.over(), now));
            }
            changes.write(transaction);
            return due.size();
        });
    }

    private int handOver() {
        int room = settings.atOnce() - inHand;
        if (room <= 0) {
            return 0;
        }
        Instant now = now();
        Map<Notification, Page> pages = new HashMap<>();
        int due = database.inTransaction(transaction -> {
            pages.clear();
            List<Standing> standings = store.due(transaction, TO_SEND, now, Math.min(room, BATCH));
            Changes changes = new Changes();
            for (Standing one : standings) {
                Page page = desk.page(one).orElse(null);
                String obstacle = obstacle(one, page, now);
                if (obstacle != null || page == null) {
                    changes.add(ladder.giveUp(one.row(), String.valueOf(obstacle), one.person(), one.over(), now));
                } else {
                    Notification claimed =
                            one.row().claimed(now.plus(settings.timeout()).plus(LEASE_MARGIN), now);
                    changes.add(List.of(claimed));
                    pages.put(claimed, page);
                }
            }
            changes.write(transaction);
            return standings.size();
        });
        pages.forEach(this::send);
        return due;
    }

    /** Why it is not sent now, or not again; null if it is. */
    private @Nullable String obstacle(Standing one, @Nullable Page page, Instant now) {
        Notification row = one.row();
        if (one.over() != null) {
            return row.claims() == 0 ? "not sent" : tried(row);
        }
        String obstacle = ladder.obstacle(row.channel(), row.owed(), one.person());
        if (obstacle != null) {
            return obstacle;
        }
        if (page == null) {
            return "the incident is gone";
        }
        return now.isBefore(row.giveUpAt()) ? null : tried(row);
    }

    private static String tried(Notification row) {
        return row.reason() == null ? "not handed over in time" : "not handed over in time: " + row.reason();
    }

    private void send(Notification claimed, Page page) {
        inHand++;
        long begun = System.nanoTime();
        CompletableFuture<Attempt> answer = desk.send(page);
        CompletableFuture<?> written = answer.handle((attempt, failure) -> {
            Attempt outcome = failure == null ? attempt : new Attempt.Again(failure.toString(), null, false);
            metrics.request(page.channel(), outcome, Duration.ofNanos(System.nanoTime() - begun));
            results.add(new Result(claimed, outcome));
            wake();
            return null;
        });
        if (!started) {
            underWay.add(written);
        }
    }

    private boolean writeResults() {
        List<Result> heard = new ArrayList<>();
        for (Result result = results.peek(); result != null && heard.size() < BATCH; result = results.peek()) {
            heard.add(results.remove());
        }
        if (heard.isEmpty()) {
            return false;
        }
        Instant now = now();
        try {
            database.inTransaction(transaction -> {
                write(transaction, heard, now);
                return true;
            });
        } catch (RuntimeException e) {
            results.addAll(heard);
            throw e;
        }
        inHand -= heard.size();
        return true;
    }

    private void write(Transaction transaction, List<Result> heard, Instant now) {
        Map<String, Result> byId = new HashMap<>();
        heard.forEach(result -> byId.put(result.claimed().id(), result));
        Changes changes = new Changes();
        for (Standing standing : store.lock(transaction, byId.keySet())) {
            Result result = byId.get(standing.row().id());
            if (result != null) {
                changes.add(outcome(standing, result, now));
            }
        }
        changes.write(transaction);
    }

    private List<Notification> outcome(Standing standing, Result result, Instant now) {
        Notification row = standing.row();
        Attempt attempt = result.attempt();
        if (attempt instanceof Attempt.Taken taken) {
            // True whoever has the row by now, and whatever a receipt said before.
            boolean open = row.state() == NotificationState.SENDING || row.state() == NotificationState.PENDING;
            return List.of(
                    open
                            ? row.sent(taken.providerId(), now.plus(ladder.wait(row.channel())), now)
                            : row.known(taken.providerId(), now));
        }
        if (row.state() != NotificationState.SENDING
                || row.claims() != result.claimed().claims()) {
            return List.of();
        }
        if (attempt instanceof Attempt.Again again) {
            Instant at = now.plus(again.after() == null ? pause(row.claims()) : again.after());
            return standing.over() == null && at.isBefore(row.giveUpAt())
                    ? List.of(row.again(again.reason(), at, again.definite(), now))
                    : ladder.giveUp(row, again.reason(), standing.person(), standing.over(), now);
        }
        String reason = ((Attempt.Refused) attempt).reason();
        return ladder.giveUp(row, reason, standing.person(), standing.over(), now);
    }

    /** Twice as long each time, and half of it by chance, so that many do not come back together. */
    private Duration pause(int claims) {
        long most = FIRST_PAUSE.toMillis() << Math.min(MOST_DOUBLINGS, Math.max(0, claims - 1));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    /** Rows that changed, each with those that follow it. */
    private final class Changes {
        private final List<Notification> changed = new ArrayList<>();
        private final List<Notification> begun = new ArrayList<>();

        void add(List<Notification> rows) {
            if (!rows.isEmpty()) {
                changed.add(rows.get(0));
                begun.addAll(rows.subList(1, rows.size()));
            }
        }

        void write(Transaction transaction) {
            store.save(transaction, changed);
            store.insert(transaction, begun);
            List<Notification> all = new ArrayList<>(changed);
            all.addAll(begun);
            announce(transaction, all);
        }
    }

    /** Rows that are written are counted, and looked at in time, once that is committed. */
    void announce(Transaction transaction, Collection<Notification> rows) {
        Set<Instant> due = new HashSet<>();
        for (Notification row : rows) {
            Instant at = row.dueAt();
            if (at != null) {
                due.add(at);
            }
        }
        List<Notification> written = List.copyOf(rows);
        transaction.afterCommit(() -> {
            written.forEach(metrics::became);
            due.forEach(this::wakeAt);
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Claims nothing more, and writes what the providers answered until now; the rest goes out again after the lease. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(settings.timeout().plus(LEASE_MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                    && started) {
                boolean unused = writeResults();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("channels: results of the last requests are not written, they go out again: {}", e.toString());
        }
    }
}
