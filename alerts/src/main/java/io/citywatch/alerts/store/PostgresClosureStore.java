package io.citywatch.alerts.store;

import io.citywatch.alerts.closure.Closure;
import io.citywatch.alerts.closure.ClosureStore;
import java.time.Instant;
import java.util.List;

/** Closures in PostgreSQL. */
public final class PostgresClosureStore implements ClosureStore {
    private final Database database;

    public PostgresClosureStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Transaction transaction, Closure closure) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO closures (id, lat, lon, radius_meters, reason, closed_by, closed_at, until, ended_at)
                        VALUES (:id, :lat, :lon, :radiusMeters, :reason, :closedBy, :closedAt, :until, :endedAt)
                        """)
                .bind("id", closure.id())
                .bind("lat", closure.lat())
                .bind("lon", closure.lon())
                .bind("radiusMeters", closure.radiusMeters())
                .bind("reason", closure.reason())
                .bind("closedBy", closure.closedBy())
                .bind("closedAt", closure.closedAt())
                .bind("until", closure.until())
                .bind("endedAt", closure.endedAt())
                .execute();
    }

    @Override
    public boolean end(Transaction transaction, String id, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("UPDATE closures SET ended_at = :now WHERE id = :id AND ended_at IS NULL"
                                + " AND (until IS NULL OR until > :now)")
                        .bind("id", id)
                        .bind("now", now)
                        .execute()
                > 0;
    }

    @Override
    public List<Closure> standing(Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM closures WHERE ended_at IS NULL"
                                + " AND (until IS NULL OR until > :now) ORDER BY closed_at DESC, id DESC")
                        .bind("now", now)
                        .map((row, context) -> new Closure(
                                row.getString("id"),
                                row.getDouble("lat"),
                                row.getDouble("lon"),
                                row.getDouble("radius_meters"),
                                row.getString("reason"),
                                row.getString("closed_by"),
                                IncidentRows.always(row, "closed_at"),
                                IncidentRows.instant(row, "until"),
                                IncidentRows.instant(row, "ended_at")))
                        .list());
    }
}
