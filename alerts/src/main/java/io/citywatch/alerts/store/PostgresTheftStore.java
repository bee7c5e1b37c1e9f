package io.citywatch.alerts.store;

import io.citywatch.alerts.history.Sighting;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.theft.CaseTracks;
import io.citywatch.alerts.theft.TheftStore;
import io.citywatch.model.Decoded;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.TheftReport;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Theft reports and the kept tracks of their cases. Thread-safe. */
public final class PostgresTheftStore implements TheftStore, CaseTracks.Store {
    private final Database database;

    public PostgresTheftStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<TheftReport> standing(Transaction transaction, String plate) {
        return Optional.ofNullable(standing(transaction, List.of(plate)).get(plate));
    }

    @Override
    public Map<String, TheftReport> standing(Transaction transaction, Collection<String> plates) {
        Map<String, TheftReport> standing = new HashMap<>();
        transaction
                .handle()
                .createQuery("SELECT plate, body::text AS body FROM theft_reports"
                        + " WHERE plate = ANY(:plates) AND ended_at IS NULL")
                .bindArray("plates", String.class, List.copyOf(plates))
                .map((row, context) -> read(row))
                .forEach(report -> standing.put(report.plate(), report));
        return standing;
    }

    @Override
    public void open(Transaction transaction, TheftReport report, String tag, Instant trackedFrom) {
        transaction
                .handle()
                .createUpdate("INSERT INTO theft_reports (plate, tags, body, reported_at, kept_until)"
                        + " VALUES (:plate, ARRAY[:tag], cast(:body AS jsonb), :reportedAt, :keptUntil)")
                .bind("plate", report.plate())
                .bind("tag", tag)
                .bind("body", new String(Json.write(report), StandardCharsets.UTF_8))
                .bind("reportedAt", utc(report.reportedAt()))
                .bind("keptUntil", utc(trackedFrom))
                .execute();
    }

    @Override
    public void addTag(Transaction transaction, String plate, String tag) {
        transaction
                .handle()
                .execute(
                        "UPDATE theft_reports SET tags = array_append(array_remove(tags, ?), ?)"
                                + " WHERE plate = ? AND ended_at IS NULL",
                        tag,
                        tag,
                        plate);
    }

    @Override
    public List<String> lockOpenIncidents(Transaction transaction, String plate) {
        return transaction
                .handle()
                .createQuery("SELECT id FROM incidents WHERE subject_id = :plate AND kind = :kind"
                        + " AND state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') ORDER BY id FOR UPDATE")
                .bind("plate", plate)
                .bind("kind", IncidentKind.THEFT.text())
                .mapTo(String.class)
                .list();
    }

    @Override
    public void end(Transaction transaction, String plate, Instant now, String outcome) {
        transaction
                .handle()
                .execute(
                        "UPDATE theft_reports SET ended_at = ?, outcome = ? WHERE plate = ? AND ended_at IS NULL",
                        utc(now),
                        outcome,
                        plate);
    }

    @Override
    public List<CaseTracks.Case> casesToKeep(Instant time) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id, tags, kept_until, ended_at FROM theft_reports WHERE kept_until < :time"
                                        + " AND (ended_at IS NULL OR kept_until < ended_at) ORDER BY id")
                        .bind("time", utc(time))
                        .map((row, context) -> new CaseTracks.Case(
                                row.getLong("id"),
                                List.of((String[]) row.getArray("tags").getArray()),
                                instant(row, "kept_until"),
                                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)
                                        .orElse(null)))
                        .list());
    }

    @Override
    public void keep(long report, List<Sighting> sightings) {
        database.jdbi().useTransaction(handle -> {
            try (PreparedBatch batch = handle.prepareBatch("INSERT INTO kept_sightings (report, ts, reader, lat, lon,"
                    + " rssi) VALUES (:report, :ts, :reader, :lat, :lon, :rssi) ON CONFLICT DO NOTHING")) {
                for (Sighting sighting : sightings) {
                    batch.bind("report", report)
                            .bind("ts", utc(sighting.ts()))
                            .bind("reader", sighting.reader())
                            .bind("lat", sighting.position().lat())
                            .bind("lon", sighting.position().lon())
                            .bind("rssi", sighting.rssi())
                            .add();
                }
                batch.execute();
            }
        });
    }

    @Override
    public void keptUntil(long report, Instant time) {
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE theft_reports SET kept_until = ? WHERE id = ?", utc(time), report));
    }

    @Override
    public List<Sighting> kept(String plate, Instant from, Instant to, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT kept.ts, kept.reader, kept.lat, kept.lon, kept.rssi"
                                + " FROM kept_sightings kept JOIN theft_reports report ON report.id = kept.report"
                                + " WHERE report.plate = :plate AND kept.ts >= :from AND kept.ts < :to"
                                + " ORDER BY kept.ts, kept.reader LIMIT :limit")
                        .bind("plate", plate)
                        .bind("from", utc(from))
                        .bind("to", utc(to))
                        .bind("limit", limit)
                        .map((row, context) -> new Sighting(
                                instant(row, "ts"),
                                row.getString("reader"),
                                new Position(row.getDouble("lat"), row.getDouble("lon")),
                                row.getObject("rssi", Double.class)))
                        .list());
    }

    @Override
    public int deleteEndedBefore(Instant time) {
        return database.jdbi()
                .withHandle(handle -> handle.execute("DELETE FROM theft_reports WHERE ended_at < ?", utc(time)));
    }

    private static TheftReport read(ResultSet row) throws SQLException {
        String plate = row.getString("plate");
        Decoded<TheftReport> decoded =
                Json.read(row.getString("body").getBytes(StandardCharsets.UTF_8), TheftReport.class);
        return decoded.<TheftReport>fold(report -> report, reason -> {
            throw new IllegalStateException("theft report of " + plate + ": " + reason);
        });
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
