package io.citywatch.alerts.store;

import io.citywatch.alerts.nearest.PositionStore;
import io.citywatch.model.message.PositionReport;
import java.util.Collection;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Responders' newest positions in PostgreSQL. */
public final class PostgresPositionStore implements PositionStore {
    private final Database database;

    public PostgresPositionStore(Database database) {
        this.database = database;
    }

    @Override
    public void save(Collection<PositionReport.Logged> reports) {
        database.jdbi().useTransaction(handle -> {
            // A position that is lost with the power is followed by the next; the disk is left to the alarms.
            handle.execute("SET LOCAL synchronous_commit = off");
            try (PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO responder_positions (responder, ts, received_at, lat, lon, accuracy)
                    VALUES (:responder, :ts, :receivedAt, :lat, :lon, :accuracy)
                    ON CONFLICT (responder) DO UPDATE SET ts = excluded.ts, received_at = excluded.received_at,
                        lat = excluded.lat, lon = excluded.lon, accuracy = excluded.accuracy
                    WHERE responder_positions.received_at < excluded.received_at
                    """)) {
                for (PositionReport.Logged logged : reports) {
                    batch.bind("responder", logged.responder())
                            .bind("ts", logged.report().ts())
                            .bind("receivedAt", logged.receivedAt())
                            .bind("lat", logged.report().lat())
                            .bind("lon", logged.report().lon())
                            .bind("accuracy", logged.report().accuracy())
                            .add();
                }
                batch.execute();
            }
        });
    }
}
