package io.citywatch.alerts.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles timers the moment they are due: the alarm is set after the commit that wrote them; the poll each second only
 * recovers what another process left. One thread.
 */
final class DueTimers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DueTimers.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    private final TimerStore timers;
    private final Consumer<Timer> handler;
    private final Alarm alarm;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "due-timers");
    private volatile boolean failing;

    DueTimers(TimerStore timers, Consumer<Timer> handler, Alarm alarm, Clock clock) {
        this.timers = timers;
        this.handler = handler;
        this.alarm = alarm;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isHealthy() {
        return !failing && thread.isAlive();
    }

    /** Handles everything that is due now; returns how many timers that were. */
    int runDue() {
        int handled = 0;
        List<Timer> due;
        do {
            due = timers.claimDue(clock.instant(), LEASE, BATCH);
            due.forEach(this::handle);
            handled += due.size();
        } while (due.size() == BATCH);
        return handled;
    }

    private void handle(Timer timer) {
        try {
            handler.accept(timer);
        } catch (RuntimeException e) {
            LOG.warn("timer {} of {}: failed, tried again in {} s", timer.kind(), timer.entity(), LEASE.toSeconds(), e);
        }
    }

    private void run() {
        try {
            while (alarm.await(POLL)) {
                runDueOrWarn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runDueOrWarn() {
        try {
            runDue();
            if (failing) {
                LOG.info("timers: claiming again");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("timers: cannot claim, trying again each second: {}", e.toString());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        alarm.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
