package io.citywatch.alerts.store;

import io.citywatch.alerts.nearest.Plausibility;
import io.citywatch.alerts.nearest.Plausibility.Fix;
import io.citywatch.alerts.nearest.Plausibility.Track;
import io.citywatch.alerts.nearest.PositionStore;
import io.citywatch.model.Position;
import io.citywatch.model.message.PositionReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Responders' newest positions in PostgreSQL, the believed one and perhaps a doubtful newer one. */
public final class PostgresPositionStore implements PositionStore {
    private final Database database;

    public PostgresPositionStore(Database database) {
        this.database = database;
    }

    private record Kept(String responder, @Nullable Instant newest, Track track) {}

    @Override
    public void save(Collection<PositionReport.Logged> reports) {
        database.jdbi().useTransaction(handle -> {
            // A position that is lost with the power is followed by the next; the disk is left to the alarms.
            handle.execute("SET LOCAL synchronous_commit = off");
            Map<String, Kept> kept = kept(handle, reports);
            try (PreparedBatch believed = handle.prepareBatch("""
                            INSERT INTO responder_positions (responder, ts, received_at, lat, lon, accuracy)
                            VALUES (:responder, :ts, :receivedAt, :lat, :lon, :accuracy)
                            ON CONFLICT (responder) DO UPDATE SET ts = excluded.ts, received_at = excluded.received_at,
                                lat = excluded.lat, lon = excluded.lon, accuracy = excluded.accuracy,
                                doubtful_lat = NULL, doubtful_lon = NULL, doubtful_at = NULL
                            WHERE responder_positions.received_at < excluded.received_at
                            """);
                    PreparedBatch doubtful = handle.prepareBatch("""
                            UPDATE responder_positions SET doubtful_lat = :lat, doubtful_lon = :lon,
                                doubtful_at = :receivedAt
                            WHERE responder = :responder
                            """)) {
                for (PositionReport.Logged logged : reports) {
                    Kept before = kept.getOrDefault(
                            logged.responder(), new Kept(logged.responder(), null, new Track(null, null)));
                    if (before.newest() != null && !before.newest().isBefore(logged.receivedAt())) {
                        continue;
                    }
                    Fix fix = new Fix(logged.report().position(), logged.receivedAt());
                    Track after = Plausibility.judge(
                            before.track(), fix, logged.report().accuracy());
                    if (fix.equals(after.believed())) {
                        bind(believed, logged)
                                .bind("ts", logged.report().ts())
                                .bind("accuracy", logged.report().accuracy())
                                .add();
                    } else if (fix.equals(after.doubtful())) {
                        bind(doubtful, logged).add();
                    }
                }
                believed.execute();
                doubtful.execute();
            }
        });
    }

    private static PreparedBatch bind(PreparedBatch batch, PositionReport.Logged logged) {
        return batch.bind("responder", logged.responder())
                .bind("receivedAt", logged.receivedAt())
                .bind("lat", logged.report().lat())
                .bind("lon", logged.report().lon());
    }

    /** In the order of names, in which every process locks them. */
    private static Map<String, Kept> kept(Handle handle, Collection<PositionReport.Logged> reports) {
        Map<String, Kept> kept = new HashMap<>();
        handle.createQuery(
                        "SELECT * FROM responder_positions WHERE responder = ANY(:ids) ORDER BY responder FOR UPDATE")
                .bindArray(
                        "ids",
                        String.class,
                        List.copyOf(reports.stream()
                                .map(PositionReport.Logged::responder)
                                .toList()))
                .map((row, context) -> kept(row))
                .forEach(one -> kept.put(one.responder(), one));
        return kept;
    }

    private static Kept kept(ResultSet row) throws SQLException {
        Fix believed = new Fix(
                new Position(row.getDouble("lat"), row.getDouble("lon")), IncidentRows.always(row, "received_at"));
        Instant doubtfulAt = IncidentRows.instant(row, "doubtful_at");
        Fix doubtful = doubtfulAt == null
                ? null
                : new Fix(new Position(row.getDouble("doubtful_lat"), row.getDouble("doubtful_lon")), doubtfulAt);
        return new Kept(
                row.getString("responder"),
                doubtful == null ? believed.at() : doubtful.at(),
                new Track(believed, doubtful));
    }
}
