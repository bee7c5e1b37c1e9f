package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.Timer;
import io.citywatch.alerts.dispatch.TimerStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Timers in PostgreSQL, claimed so that of several processes each is handled by one. */
public final class PostgresTimerStore implements TimerStore {
    private static final String UPSERT = """
            INSERT INTO timers (kind, entity, incident, epoch, due_at)
            VALUES (:kind, :entity, :incident, :epoch, :dueAt)
            ON CONFLICT (kind, entity) DO UPDATE SET incident = excluded.incident, epoch = excluded.epoch,
                lease_until = NULL,
                due_at = %s
            """;

    private static final String SET = UPSERT.formatted("CASE WHEN timers.epoch = excluded.epoch"
            + " THEN least(timers.due_at, excluded.due_at) ELSE excluded.due_at END");
    private static final String MOVE = UPSERT.formatted("excluded.due_at");

    private final Database database;

    public PostgresTimerStore(Database database) {
        this.database = database;
    }

    @Override
    public void set(Transaction transaction, List<Timer> timers) {
        write(transaction, SET, timers);
    }

    @Override
    public void move(Transaction transaction, List<Timer> timers) {
        write(transaction, MOVE, timers);
    }

    private static void write(Transaction transaction, String sql, List<Timer> timers) {
        try (PreparedBatch batch = transaction.handle().prepareBatch(sql)) {
            for (Timer timer : timers) {
                batch.bind("kind", timer.kind().name())
                        .bind("entity", timer.entity())
                        .bind("incident", timer.incident())
                        .bind("epoch", timer.epoch())
                        .bind("dueAt", timer.dueAt())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public void cancel(Transaction transaction, Timer.Kind kind, List<String> entities) {
        transaction
                .handle()
                .createUpdate("DELETE FROM timers WHERE kind = :kind AND entity = ANY(:entities)")
                .bind("kind", kind.name())
                .bindArray("entities", String.class, entities)
                .execute();
    }

    @Override
    public void done(Transaction transaction, Timer timer) {
        transaction
                .handle()
                .execute(
                        "DELETE FROM timers WHERE kind = ? AND entity = ? AND incident = ?",
                        timer.kind().name(),
                        timer.entity(),
                        timer.incident());
    }

    @Override
    public void cancelOf(Transaction transaction, String incident) {
        transaction
                .handle()
                .createUpdate("DELETE FROM timers WHERE incident = :incident AND kind <> :settle")
                .bind("incident", incident)
                .bind("settle", Timer.Kind.OFFER_SETTLE.name())
                .execute();
    }

    @Override
    public List<Timer> claimDue(Instant now, Duration lease, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        UPDATE timers SET lease_until = :leaseUntil
                        WHERE (kind, entity) IN (
                            SELECT kind, entity FROM timers
                            WHERE due_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
                            ORDER BY due_at LIMIT :most
                            FOR UPDATE SKIP LOCKED)
                        RETURNING kind, entity, incident, epoch, due_at
                        """)
                        .bind("now", now)
                        .bind("leaseUntil", now.plus(lease))
                        .bind("most", most)
                        .map((row, context) -> new Timer(
                                Timer.Kind.valueOf(row.getString("kind")),
                                row.getString("entity"),
                                row.getString("incident"),
                                row.getInt("epoch"),
                                IncidentRows.always(row, "due_at")))
                        .list());
    }
}
