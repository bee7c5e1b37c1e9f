package io.citywatch.alerts.store;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.intake.IncidentFinder;
import io.citywatch.alerts.intake.IncidentScope;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds and locks incidents by key, by distance and by cause, in PostgreSQL. */
public final class PostgresIncidentFinder implements IncidentFinder {
    private static final double METERS_PER_DEGREE = 111_195;

    private static final String NEAR = """
            SELECT * FROM incidents
            WHERE kind = :kind AND lat BETWEEN :lat - :dLat AND :lat + :dLat AND lon BETWEEN :lon - :dLon AND :lon + :dLon
              AND ((state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') AND (active OR evidence_at >= :since))
                   OR (state = 'CLOSED' AND closed_at >= :since))
              AND NOT id = ANY(:but)
              AND (:ofBuildings OR NOT EXISTS (SELECT 1 FROM incident_keys k
                                               WHERE k.incident = incidents.id AND starts_with(k.key, :ofABuilding)))
            ORDER BY (state <> 'CLOSED') DESC, power((lat - :lat) / :dLat, 2) + power((lon - :lon) / :dLon, 2), opened_at
            LIMIT 20
            FOR UPDATE
            """;

    private static final String RELATED = """
            SELECT * FROM incidents
            WHERE id IN (
                SELECT incident FROM detections WHERE id = ANY(:causes) AND NOT shown_only
                UNION
                SELECT incident FROM detections
                WHERE causes <> '{}' AND causes @> ARRAY[cast(:id AS text)] AND NOT shown_only)
              AND (state NOT IN ('CLOSED', 'MERGED', 'CANCELLED') OR (state = 'CLOSED' AND closed_at >= :closedSince))
            ORDER BY id
            FOR UPDATE
            """;

    @Override
    public void serialise(Transaction transaction, String key) {
        long unused = transaction
                .handle()
                .createQuery("SELECT count(pg_advisory_xact_lock(:lock))")
                .bind(
                        "lock",
                        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                                .getMostSignificantBits())
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Optional<Incident> lockNewest(Transaction transaction, String key) {
        return transaction
                .handle()
                .createQuery("""
                        SELECT * FROM incidents
                        WHERE id = (SELECT i.id FROM incident_keys k JOIN incidents i ON i.id = k.incident
                                    WHERE k.key = :key AND i.state <> 'MERGED'
                                    ORDER BY (i.state NOT IN ('CLOSED', 'CANCELLED')) DESC, i.opened_at DESC, i.id DESC
                                    LIMIT 1)
                        FOR UPDATE
                        """)
                .bind("key", key)
                .map((row, context) -> IncidentRows.read(row))
                .findOne();
    }

    @Override
    public @Nullable Instant lastClosing(Transaction transaction, String key) {
        return transaction
                .handle()
                .createQuery("SELECT max(i.closed_at) AS closed_at FROM incident_keys k"
                        + " JOIN incidents i ON i.id = k.incident WHERE k.key = :key")
                .bind("key", key)
                .map((row, context) -> Optional.ofNullable(IncidentRows.instant(row, "closed_at")))
                .one()
                .orElse(null);
    }

    @Override
    public Optional<Incident> lockNear(
            Transaction transaction, IncidentScope scope, double withinMeters, Instant since, Collection<String> but) {
        Position place = scope.position();
        if (place == null) {
            return Optional.empty();
        }
        double dLat = withinMeters / METERS_PER_DEGREE;
        return transaction
                .handle()
                .createQuery(NEAR)
                .bind("kind", scope.kind().text())
                .bind("lat", place.lat())
                .bind("lon", place.lon())
                .bind("dLat", dLat)
                .bind("dLon", dLat / Math.max(0.01, Math.cos(Math.toRadians(place.lat()))))
                .bind("since", since)
                .bindArray("but", String.class, List.copyOf(but))
                .bind("ofBuildings", scope.near() == IncidentScope.Near.ANY)
                .bind("ofABuilding", IncidentScope.OF_A_BUILDING)
                .map((row, context) -> IncidentRows.read(row))
                .list()
                .stream()
                .filter(incident -> isWithin(incident.position(), place, withinMeters))
                .findFirst();
    }

    private static boolean isWithin(@Nullable Position one, Position other, double meters) {
        return one != null && one.metersTo(other) <= meters;
    }

    @Override
    public List<Incident> lockRelated(Transaction transaction, Detection detection, Instant closedSince) {
        return transaction
                .handle()
                .createQuery(RELATED)
                .bind("id", detection.id())
                .bindArray("causes", String.class, detection.causes())
                .bind("closedSince", closedSince)
                .map((row, context) -> IncidentRows.read(row))
                .list()
                .stream()
                .sorted(Comparator.comparing((Incident one) -> one.facts().openedAt())
                        .thenComparing(Incident::id))
                .toList();
    }

    @Override
    public void addKey(Transaction transaction, String incident, String key) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO incident_keys (key, incident) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        key,
                        incident);
    }

    @Override
    public void addKeysOf(Transaction transaction, String other, String incident) {
        transaction
                .handle()
                .execute(
                        "INSERT INTO incident_keys (key, incident) SELECT key, ? FROM incident_keys WHERE incident = ?"
                                + " ON CONFLICT DO NOTHING",
                        incident,
                        other);
    }

    @Override
    public void leaveKeysToOthers(Transaction transaction, String incident) {
        transaction.handle().execute("""
                DELETE FROM incident_keys k
                WHERE k.incident = ? AND EXISTS (
                    SELECT 1 FROM incident_keys other JOIN incidents i ON i.id = other.incident
                    WHERE other.key = k.key AND other.incident <> k.incident
                      AND i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED'))
                """, incident);
    }
}
