package io.citywatch.alerts.store;

import io.citywatch.alerts.imports.Backlog;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks how much the outbox holds. While more than a second's worth waits to be relayed, whoever writes in bulk waits
 * too; if nothing leaves the outbox for a while the log is away, and holding back is of no use.
 */
public final class OutboxBacklog implements Backlog {
    private static final int LITTLE = 2_000;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration STANDSTILL = Duration.ofSeconds(2);

    private final Database database;
    /** What stood at the head when nothing moved: not waited for again. */
    private volatile long stuckAt = -1;

    public OutboxBacklog(Database database) {
        this.database = database;
    }

    @Override
    public void awaitLittle() {
        long oldest = -1;
        long movedAt = System.nanoTime();
        while (isMuch()) {
            long now = oldest();
            if (now == stuckAt) {
                return;
            }
            if (now != oldest) {
                oldest = now;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > STANDSTILL.toNanos()) {
                stuckAt = now;
                return;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean isMuch() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT :most) owed")
                                .bind("most", LITTLE + 1)
                                .mapTo(Integer.class)
                                .one()
                        > LITTLE);
    }

    private long oldest() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT coalesce(min(id), 0) FROM outbox")
                        .mapTo(Long.class)
                        .one());
    }
}
