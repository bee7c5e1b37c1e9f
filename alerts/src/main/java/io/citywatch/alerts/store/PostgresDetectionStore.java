package io.citywatch.alerts.store;

import io.citywatch.alerts.intake.DetectionStore;
import io.citywatch.alerts.intake.IncidentScope;
import io.citywatch.alerts.intake.IntakeRules;
import io.citywatch.alerts.intake.Memory;
import io.citywatch.alerts.intake.Registered;
import io.citywatch.alerts.intake.TrackPoint;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What intake remembers, in PostgreSQL. */
public final class PostgresDetectionStore implements DetectionStore {
    private static final String RECALL = """
            (SELECT 'known' AS part, d.evidence ->> 'reader' AS reader, d.* FROM detections d WHERE d.id = :id)
            UNION ALL
            (SELECT 'original', NULL, d.* FROM detections d
             WHERE d.device = :device AND d.rule = :rule AND d.identity = :identity AND d.key = :key
               AND d.id <> :id
               AND d.raised AND NOT d.shown_only AND d.received_at BETWEEN :from AND :to
             ORDER BY d.received_at DESC LIMIT 1)
            UNION ALL
            (SELECT 'newest', NULL, d.* FROM detections d WHERE d.device = :device AND d.rule = :rule AND d.raised
             ORDER BY d.received_at DESC LIMIT 1)
            """;

    private static final String REGISTERED = """
            SELECT d.id, d.lat, d.lon, d.premises, d.body ->> 'name' AS name,
                   e.id AS elder, e.name AS elder_name, e.lat AS elder_lat, e.lon AS elder_lon, e.address
            FROM devices d
            LEFT JOIN LATERAL (
                SELECT * FROM elders e WHERE e.id = d.elder OR e.terminal = d.id
                ORDER BY (e.id = d.elder) DESC NULLS LAST, e.id LIMIT 1) e ON true
            WHERE d.id = :device
            """;

    @Override
    public void serialise(Transaction transaction, Collection<Long> locks) {
        transaction
                .handle()
                .createQuery("SELECT count(pg_advisory_xact_lock(k)) FROM unnest(:locks) AS k")
                .bindArray("locks", Long.class, List.copyOf(locks))
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Memory recall(Transaction transaction, Detection detection) {
        Map<String, Memory.Seen> parts = new HashMap<>();
        Instant received = detection.stages().received();
        transaction
                .handle()
                .createQuery(RECALL)
                .bind("id", detection.id())
                .bind("device", detection.device().value())
                .bind("rule", detection.rule().name())
                .bind("identity", detection.identity())
                .bind("key", detection.key())
                .bind("from", received.minus(IntakeRules.REPEAT_WITHIN))
                .bind("to", received.plus(IntakeRules.REPEAT_WITHIN))
                .map((row, context) -> Map.entry(row.getString("part"), seen(row)))
                .forEach(part -> parts.put(part.getKey(), part.getValue()));
        return new Memory(parts.get("known"), parts.get("original"), parts.get("newest"));
    }

    private static Memory.Seen seen(ResultSet row) throws SQLException {
        return new Memory.Seen(
                row.getString("id"),
                row.getString("incident"),
                row.getBoolean("raised"),
                row.getBoolean("cleared"),
                row.getBoolean("shown_only"),
                row.getLong("revision"),
                row.getString("evidence_sha256"),
                Severity.valueOf(row.getString("severity")),
                row.getString("reader"),
                IncidentRows.always(row, "received_at"),
                IncidentRows.instant(row, "noted_at"));
    }

    @Override
    public Optional<Registered> registered(Transaction transaction, String device) {
        return transaction
                .handle()
                .createQuery(REGISTERED)
                .bind("device", device)
                .map((row, context) -> new Registered(
                        row.getString("id"),
                        new Position(row.getDouble("lat"), row.getDouble("lon")),
                        row.getString("name"),
                        row.getString("premises"),
                        person(row)))
                .findOne();
    }

    private static Registered.@Nullable Person person(ResultSet row) throws SQLException {
        String id = row.getString("elder");
        return id == null
                ? null
                : new Registered.Person(
                        id,
                        row.getString("elder_name"),
                        new Position(row.getDouble("elder_lat"), row.getDouble("elder_lon")),
                        row.getString("address"));
    }

    @Override
    public void remember(
            Transaction transaction,
            Detection detection,
            IncidentScope scope,
            @Nullable String incident,
            boolean shownOnly,
            Instant now) {
        insert(transaction, detection, scope, incident, true, false, shownOnly, now);
    }

    @Override
    public void rememberClear(Transaction transaction, Detection detection, IncidentScope scope, Instant now) {
        insert(transaction, detection, scope, null, false, true, false, now);
    }

    private static void insert(
            Transaction transaction,
            Detection detection,
            IncidentScope scope,
            @Nullable String incident,
            boolean raised,
            boolean cleared,
            boolean shownOnly,
            Instant now) {
        Position place = detection.position();
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO detections (id, rule, family, device, identity, received_at, revision, evidence,
                            evidence_sha256, severity, raised, cleared, shown_only, incident, taken_at, key, at, phase,
                            causes, scope_key, subject_type, subject_id, devices, lat, lon)
                        VALUES (:id, :rule, :family, :device, :identity, :receivedAt, :revision, cast(:evidence AS jsonb),
                            :sha, :severity, :raised, :cleared, :shownOnly, :incident, :now, :key, :at, :phase, :causes,
                            :scopeKey, :subjectType, :subjectId, :devices, :lat, :lon)
                        ON CONFLICT (id) DO UPDATE SET raised = true, incident = excluded.incident,
                            identity = excluded.identity, received_at = excluded.received_at,
                            revision = excluded.revision, evidence = excluded.evidence,
                            evidence_sha256 = excluded.evidence_sha256, severity = excluded.severity,
                            shown_only = excluded.shown_only, taken_at = excluded.taken_at, at = excluded.at,
                            causes = excluded.causes, scope_key = excluded.scope_key,
                            devices = excluded.devices, lat = excluded.lat, lon = excluded.lon
                        """)
                .bind("id", detection.id())
                .bind("rule", detection.rule().name())
                .bind("family", detection.rule().family().text())
                .bind("device", detection.device().value())
                .bind("identity", detection.identity())
                .bind("receivedAt", detection.stages().received())
                .bind("revision", detection.revision())
                .bind("evidence", new String(Json.write(detection.evidence()), StandardCharsets.UTF_8))
                .bind("sha", IntakeRules.evidenceSha256(detection))
                .bind("severity", detection.severity().name())
                .bind("raised", raised)
                .bind("cleared", cleared)
                .bind("shownOnly", shownOnly)
                .bind("incident", incident)
                .bind("now", now)
                .bind("key", detection.key())
                .bind("at", detection.at())
                .bind("phase", detection.phase().name())
                .bindArray("causes", String.class, detection.causes())
                .bind("scopeKey", scope.key())
                .bind("subjectType", detection.subject().type())
                .bind("subjectId", detection.subject().id())
                .bindArray(
                        "devices",
                        String.class,
                        detection.devices().stream().map(DeviceId::value).toList())
                .bind("lat", place == null ? null : (Double) place.lat())
                .bind("lon", place == null ? null : (Double) place.lon())
                .execute();
    }

    @Override
    public void update(Transaction transaction, Detection detection, @Nullable Instant notedAt) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE detections SET revision = :revision, evidence = cast(:evidence AS jsonb),
                            evidence_sha256 = :sha, severity = :severity, at = :at, phase = 'UPDATED',
                            causes = CASE WHEN cardinality(:causes) > 0 THEN :causes ELSE causes END,
                            noted_at = coalesce(:notedAt, noted_at)
                        WHERE id = :id
                        """)
                .bind("id", detection.id())
                .bind("revision", detection.revision())
                .bind("evidence", new String(Json.write(detection.evidence()), StandardCharsets.UTF_8))
                .bind("sha", IntakeRules.evidenceSha256(detection))
                .bind("severity", detection.severity().name())
                .bind("at", detection.at())
                .bind("notedAt", notedAt)
                .bindArray("causes", String.class, detection.causes())
                .execute();
    }

    @Override
    public void clear(Transaction transaction, Detection detection, boolean allOfDevice) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE detections SET cleared = true, phase = 'CLEARED'
                        WHERE id = :id OR (:all AND device = :device AND rule = :rule AND NOT cleared
                                           AND incident = (SELECT incident FROM detections WHERE id = :id))
                        """)
                .bind("id", detection.id())
                .bind("all", allOfDevice)
                .bind("device", detection.device().value())
                .bind("rule", detection.rule().name())
                .execute();
    }

    @Override
    public boolean anyHolds(Transaction transaction, String incident) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT EXISTS (SELECT 1 FROM detections d
                            WHERE d.incident = :incident AND d.raised AND NOT d.cleared AND NOT d.shown_only
                              AND d.taken_at > coalesce((SELECT closed_at FROM incidents WHERE id = :incident),
                                                        '-infinity'))
                        """)
                .bind("incident", incident)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public void give(Transaction transaction, Detection detection, String incident, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE detections SET origin = coalesce(origin, incident), incident = :incident, taken_at = :now,
                            received_at = :receivedAt
                        WHERE id = :id
                        """)
                .bind("id", detection.id())
                .bind("incident", incident)
                .bind("receivedAt", detection.stages().received())
                .bind("now", now)
                .execute();
    }

    @Override
    public void moveAll(Transaction transaction, String from, String to) {
        transaction
                .handle()
                .execute(
                        "UPDATE detections SET origin = coalesce(origin, incident), incident = ? WHERE incident = ?",
                        to,
                        from);
    }

    @Override
    public void moveRelated(Transaction transaction, Detection detection, String from, String to) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE detections SET origin = coalesce(origin, incident), incident = :to
                        WHERE incident = :from
                          AND (id = :id OR id = ANY(:causes) OR causes @> ARRAY[cast(:id AS text)])
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("id", detection.id())
                .bindArray("causes", String.class, detection.causes())
                .execute();
    }

    @Override
    public void keepTrack(Transaction transaction, String incident, List<TrackPoint> points) {
        if (points.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                INSERT INTO case_points (incident, ts, reader, lat, lon) VALUES (:incident, :ts, :reader, :lat, :lon)
                ON CONFLICT DO NOTHING
                """)) {
            for (TrackPoint point : points) {
                batch.bind("incident", incident)
                        .bind("ts", point.ts())
                        .bind("reader", point.reader())
                        .bind("lat", point.position().lat())
                        .bind("lon", point.position().lon())
                        .add();
            }
            batch.execute();
        }
    }
}
