package io.citywatch.alerts.store;

import io.citywatch.alerts.storm.StormLoad;
import io.citywatch.alerts.storm.StormState;
import io.citywatch.alerts.storm.StormStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The one row of the storm, in PostgreSQL. */
public final class PostgresStormStore implements StormStore {
    private static final String LOAD = """
            SELECT (SELECT count(*) FROM incidents WHERE opened_at > :since AND state <> 'MERGED') AS incidents,
                   (SELECT count(DISTINCT s.account) FROM sessions s
                    JOIN accounts a ON a.name = s.account AND a.role = 'operator' AND NOT a.disabled
                    WHERE s.role <> 'responder' AND s.expires_at > :now AND s.seen_at > :presentSince) AS operators
            """;

    private final Database database;

    public PostgresStormStore(Database database) {
        this.database = database;
    }

    /** Whether there is a storm, as far as this transaction sees. */
    public static boolean isOn(Transaction transaction) {
        return read(transaction.handle(), "").isOn();
    }

    @Override
    public StormState read() {
        return database.jdbi().withHandle(handle -> read(handle, ""));
    }

    @Override
    public StormState lock(Transaction transaction) {
        return read(transaction.handle(), " FOR UPDATE");
    }

    private static StormState read(Handle handle, String how) {
        return handle.createQuery("SELECT since, calm_since FROM storm" + how)
                .map((row, context) -> state(row))
                .one();
    }

    private static StormState state(ResultSet row) throws SQLException {
        return new StormState(IncidentRows.instant(row, "since"), IncidentRows.instant(row, "calm_since"));
    }

    @Override
    public void save(Transaction transaction, StormState state) {
        transaction
                .handle()
                .createUpdate("UPDATE storm SET since = :since, calm_since = :calmSince")
                .bind("since", state.since())
                .bind("calmSince", state.calmSince())
                .execute();
    }

    @Override
    public StormLoad load(Instant since, Instant presentSince, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(LOAD)
                        .bind("since", since)
                        .bind("presentSince", presentSince)
                        .bind("now", now)
                        .map((row, context) -> new StormLoad(row.getInt("incidents"), row.getInt("operators")))
                        .one());
    }
}
