package io.citywatch.alerts.retention;

import io.citywatch.alerts.retention.RetentionStore.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was kept long enough: in one thread, now and then, in small batches so that no alarm waits for it, and of
 * several processes in one.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionStore store;
    private final HistoryRetention history;
    private final RetentionConfig config;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "retention");

    public Retention(RetentionStore store, HistoryRetention history, RetentionConfig config, Clock clock) {
        this.store = store;
        this.history = history;
        this.config = config;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /** Starts looking, for the first time at once. */
    public static Retention start(RetentionStore store, HistoryRetention history, RetentionConfig config, Clock clock) {
        Retention retention = new Retention(store, history, config, clock);
        retention.thread.start();
        return retention;
    }

    /** Deletes everything that is old enough now; returns whether this process was the one to do it. */
    public boolean sweep() {
        return store.alone(() -> {
            records();
            history();
        });
    }

    private void records() {
        Instant now = clock.instant();
        Map<Rows, Instant> before = new EnumMap<>(Map.of(
                Rows.AUDIT, now.minus(config.audit()),
                Rows.DEAD_LETTERS, now.minus(config.deadLetters()),
                Rows.POSITIONS, now.minus(config.positions()),
                Rows.DETECTION_IDS, now.minus(config.detectionIds()),
                Rows.COMMANDS, now.minus(config.commands()),
                Rows.TRACK_ACCESS, now.minus(config.audit()),
                Rows.CASE_TRACKS, now.minus(config.caseTracks()),
                Rows.ELDER_CALLS, now.minus(config.incidents()),
                Rows.SESSIONS, now));
        long incidents = whileAny(() -> store.deleteIncidents(now.minus(config.incidents())));
        long others = 0;
        for (Map.Entry<Rows, Instant> each : before.entrySet()) {
            others += whileAny(() -> store.delete(each.getKey(), each.getValue()));
        }
        if (incidents + others > 0) {
            LOG.info("retention: deleted {} incidents and {} other rows", incidents, others);
        }
    }

    private long whileAny(IntSupplier batch) {
        long deleted = 0;
        while (stop.getCount() > 0) {
            int rows = batch.getAsInt();
            if (rows == 0) {
                break;
            }
            deleted += rows;
        }
        return deleted;
    }

    private void history() {
        Instant now = clock.instant();
        try {
            history.deleteOlderThan(
                    now.minus(config.rawSightings()), now.minus(config.telemetry()), now.minus(config.caseTracks()));
        } catch (RuntimeException e) {
            LOG.warn("retention: the history keeps more than it should until it is back: {}", e.toString());
        }
    }

    private void run() {
        try {
            do {
                sweepOrWarn();
            } while (!stop.await(config.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepOrWarn() {
        try {
            boolean unused = sweep();
        } catch (RuntimeException e) {
            LOG.warn("retention: not everything old was deleted, tried again later: {}", e.toString());
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
