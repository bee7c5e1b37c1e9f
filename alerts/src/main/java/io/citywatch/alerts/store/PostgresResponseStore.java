package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.Assignment;
import io.citywatch.alerts.dispatch.Need;
import io.citywatch.alerts.dispatch.Offer;
import io.citywatch.alerts.dispatch.ResponseStore;
import io.citywatch.alerts.dispatch.Seen;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.nearest.Ranked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Needs, offers and assignments in PostgreSQL. */
public final class PostgresResponseStore implements ResponseStore {
    private static final String PENDING = "state IN ('QUEUED', 'SENT', 'DELIVERED', 'SEEN')";

    @Override
    public List<Need.Standing> needs(Transaction transaction, Incident incident) {
        return query(transaction, """
                SELECT n.*,
                       (SELECT count(*) FROM offers o WHERE o.incident = n.incident AND o.epoch = n.epoch
                           AND o.need = n.id AND o.%1$s) AS pending,
                       (SELECT count(*) FROM offers o WHERE o.incident = n.incident AND o.epoch = n.epoch
                           AND o.need = n.id AND o.unreached AND o.%1$s) AS unreached,
                       EXISTS (SELECT 1 FROM assignments a WHERE a.need = n.id AND a.ended_at IS NULL) AS staffed
                FROM needs n WHERE n.incident = :incident AND n.epoch = :epoch ORDER BY n.position
                """.formatted(PENDING))
                .bind("incident", incident.id())
                .bind("epoch", incident.epoch())
                .map((row, context) -> Need.Standing.of(
                        OfferRows.need(row), row.getInt("pending"), row.getInt("unreached"), row.getBoolean("staffed")))
                .list();
    }

    @Override
    public void insertNeeds(Transaction transaction, List<Need> needs) {
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                INSERT INTO needs (id, incident, epoch, level, position, role, skill, state, offer, nobody_free, beside, reach)
                VALUES (:id, :incident, :epoch, :level, :position, :role, :skill, :state, :offer, :nobodyFree, :beside, :reach)
                """)) {
            for (Need need : needs) {
                batch.bind("id", need.id())
                        .bind("incident", need.incident())
                        .bind("epoch", need.epoch())
                        .bind("level", need.level())
                        .bind("position", need.position())
                        .bind("role", need.role().text())
                        .bind("skill", need.skill())
                        .bind("state", need.state().name())
                        .bind("offer", need.offer())
                        .bind("nobodyFree", need.nobodyFree())
                        .bind("beside", need.beside())
                        .bind("reach", need.reach().name())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public void saveNeed(Transaction transaction, Need need) {
        transaction
                .handle()
                .createUpdate(
                        "UPDATE needs SET state = :state, offer = :offer, nobody_free = :nobodyFree, reach = :reach"
                                + " WHERE id = :id")
                .bind("id", need.id())
                .bind("state", need.state().name())
                .bind("offer", need.offer())
                .bind("nobodyFree", need.nobodyFree())
                .bind("reach", need.reach().name())
                .execute();
    }

    @Override
    public List<String> incidentsUnderWay(Transaction transaction) {
        return query(transaction, """
                SELECT i.id FROM incidents i
                WHERE i.state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')
                  AND (EXISTS (SELECT FROM offers o WHERE o.incident = i.id AND o.epoch = i.epoch AND o.%s)
                       OR EXISTS (SELECT FROM assignments a WHERE a.incident = i.id AND a.ended_at IS NULL))
                ORDER BY i.severity, i.opened_at, i.id
                """.formatted(PENDING)).mapTo(String.class).list();
    }

    @Override
    public void savePassedOver(Transaction transaction, Need need, List<Ranked.PassedOver> passedOver, Instant now) {
        if (passedOver.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                INSERT INTO passed_over
                    (incident, epoch, need, responder, at, distance_meters, travel_seconds, reason)
                VALUES (:incident, :epoch, :need, :responder, :at, :meters, :seconds, :reason)
                ON CONFLICT (incident, epoch, need, responder) DO UPDATE SET at = excluded.at,
                    distance_meters = excluded.distance_meters, travel_seconds = excluded.travel_seconds,
                    reason = excluded.reason
                """)) {
            for (Ranked.PassedOver passed : passedOver) {
                batch.bind("incident", need.incident())
                        .bind("epoch", need.epoch())
                        .bind("need", need.id())
                        .bind("responder", passed.responder())
                        .bind("at", now)
                        .bind("meters", passed.distanceMeters())
                        .bind("seconds", passed.travelSeconds())
                        .bind("reason", passed.reason())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public Optional<Need> need(Transaction transaction, String id) {
        return query(transaction, "SELECT * FROM needs WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> OfferRows.need(row))
                .findOne();
    }

    @Override
    public void cancelNeeds(Transaction transaction, String incident) {
        transaction
                .handle()
                .createUpdate("UPDATE needs SET state = 'CANCELLED' WHERE incident = :incident AND state = 'OPEN'")
                .bind("incident", incident)
                .execute();
    }

    @Override
    public Set<String> stillFree(Transaction transaction, Collection<String> responders) {
        TreeSet<Long> locks = new TreeSet<>();
        responders.forEach(responder -> locks.add(lock(responder)));
        query(transaction, "SELECT count(pg_advisory_xact_lock_shared(k)) FROM unnest(:locks) AS k")
                .bindArray("locks", Long.class, List.copyOf(locks))
                .mapTo(Long.class)
                .one();
        Set<String> free = new HashSet<>(responders);
        // A statement of its own, after the locks are held, so that it sees what was committed while it waited.
        free.removeAll(query(
                        transaction,
                        "SELECT responder FROM assignments WHERE responder = ANY(:responders) AND ended_at IS NULL")
                .bindArray("responders", String.class, List.copyOf(responders))
                .mapTo(String.class)
                .set());
        return free;
    }

    @Override
    public boolean claim(Transaction transaction, String responder) {
        query(transaction, "SELECT count(pg_advisory_xact_lock(:lock))")
                .bind("lock", lock(responder))
                .mapTo(Long.class)
                .one();
        return !query(
                        transaction,
                        "SELECT EXISTS (SELECT 1 FROM assignments WHERE responder = :responder AND ended_at IS NULL)")
                .bind("responder", responder)
                .mapTo(Boolean.class)
                .one();
    }

    private static long lock(String responder) {
        return UUID.nameUUIDFromBytes(("responder/" + responder).getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }

    @Override
    public void insertOffers(Transaction transaction, Incident incident, List<Offer> offers) {
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                INSERT INTO offers (id, incident, epoch, need, family, responder, state, revision, settled,
                    distance_meters, travel_seconds, because, deadline, offered_at)
                VALUES (:id, :incident, :epoch, :need, :family, :responder, :state, :revision, :settled,
                    :distance, :travel, :because, :deadline, :offeredAt)
                """)) {
            for (Offer offer : offers) {
                batch.bind("id", offer.id())
                        .bind("incident", offer.incident())
                        .bind("epoch", offer.epoch())
                        .bind("need", offer.need())
                        .bind("family", incident.facts().family().text())
                        .bind("responder", offer.responder())
                        .bind("state", offer.step().name())
                        .bind("revision", offer.revision())
                        .bind("settled", offer.settled())
                        .bind("distance", offer.distanceMeters())
                        .bind("travel", offer.travelSeconds())
                        .bind("because", offer.because())
                        .bind("deadline", offer.deadline())
                        .bind("offeredAt", offer.offeredAt())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public void saveOffers(Transaction transaction, List<Offer> offers) {
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                UPDATE offers SET state = :state, revision = :revision, settled = :settled,
                    answered_at = :answeredAt, ended_at = :endedAt, reason = :reason,
                    distance_meters = :distanceMeters, travel_seconds = :travelSeconds, because = :because
                WHERE id = :id
                """)) {
            for (Offer offer : offers) {
                batch.bind("id", offer.id())
                        .bind("state", offer.step().name())
                        .bind("revision", offer.revision())
                        .bind("settled", offer.settled())
                        .bind("answeredAt", offer.answeredAt())
                        .bind("endedAt", offer.endedAt())
                        .bind("reason", offer.reason())
                        .bind("distanceMeters", offer.distanceMeters())
                        .bind("travelSeconds", offer.travelSeconds())
                        .bind("because", offer.because())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public Optional<Offer> offer(Transaction transaction, String id) {
        return query(transaction, "SELECT * FROM offers WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> OfferRows.offer(row))
                .findOne();
    }

    @Override
    public List<Offer> pending(Transaction transaction, String incident) {
        return query(
                        transaction,
                        "SELECT * FROM offers WHERE incident = :incident AND " + PENDING + " ORDER BY offered_at, id")
                .bind("incident", incident)
                .map((row, context) -> OfferRows.offer(row))
                .list();
    }

    @Override
    public Set<String> pendingOfAssignedElsewhere(Transaction transaction, String incident) {
        return query(transaction, """
                SELECT o.id FROM offers o JOIN assignments a ON a.responder = o.responder AND a.ended_at IS NULL
                WHERE o.incident = :incident AND a.incident <> :incident AND o.%s
                """.formatted(PENDING))
                .bind("incident", incident)
                .mapTo(String.class)
                .set();
    }

    @Override
    public List<Offer> openOf(Transaction transaction, String responder) {
        return query(
                        transaction,
                        "SELECT * FROM offers WHERE responder = :responder AND ended_at IS NULL ORDER BY offered_at DESC, id")
                .bind("responder", responder)
                .map((row, context) -> OfferRows.offer(row))
                .list();
    }

    @Override
    public boolean delivered(Transaction transaction, String responder, String offer, Instant at) {
        return OfferRows.delivered(transaction, responder, offer, at);
    }

    @Override
    public List<Offer> markUnreached(Transaction transaction, String incident, Instant offeredBefore) {
        return query(
                        transaction,
                        "UPDATE offers SET unreached = true WHERE incident = :incident AND delivered_at IS NULL"
                                + " AND NOT unreached AND offered_at <= :before AND " + PENDING + " RETURNING *")
                .bind("incident", incident)
                .bind("before", offeredBefore)
                .map((row, context) -> OfferRows.offer(row))
                .list();
    }

    @Override
    public Optional<Instant> oldestUndelivered(Transaction transaction, String incident) {
        return query(
                        transaction,
                        "SELECT min(offered_at) AS oldest FROM offers WHERE incident = :incident"
                                + " AND delivered_at IS NULL AND NOT unreached AND " + PENDING)
                .bind("incident", incident)
                .map((row, context) -> Optional.ofNullable(IncidentRows.instant(row, "oldest")))
                .one();
    }

    @Override
    public void insertAssignment(Transaction transaction, Assignment assignment) {
        AssignmentRows.bind(transaction.handle().createUpdate("""
                        INSERT INTO assignments (offer, incident, need, responder, state, assigned_at,
                            promised_seconds, eta_seconds, eta_at, from_lat, from_lon, word_at, asked)
                        VALUES (:offer, :incident, :need, :responder, :state, :assignedAt,
                            :promised, :etaSeconds, :etaAt, :fromLat, :fromLon, :wordAt, :asked)
                        """), assignment.sight())
                .bind("offer", assignment.offer())
                .bind("incident", assignment.incident())
                .bind("need", assignment.need())
                .bind("responder", assignment.responder())
                .bind("state", assignment.state().name())
                .bind("assignedAt", assignment.assignedAt())
                .execute();
    }

    @Override
    public void saveAssignment(Transaction transaction, Assignment assignment) {
        AssignmentRows.bind(transaction.handle().createUpdate("""
                        UPDATE assignments SET state = :state, en_route_at = :enRouteAt, arrived_at = :arrivedAt,
                            ended_at = :endedAt, promised_seconds = :promised, eta_seconds = :etaSeconds,
                            eta_at = :etaAt, from_lat = :fromLat, from_lon = :fromLon, word_at = :wordAt, asked = :asked
                        WHERE offer = :offer
                        """), assignment.sight())
                .bind("offer", assignment.offer())
                .bind("state", assignment.state().name())
                .bind("enRouteAt", assignment.enRouteAt())
                .bind("arrivedAt", assignment.arrivedAt())
                .bind("endedAt", assignment.endedAt())
                .execute();
    }

    @Override
    public Seen seen(Transaction transaction, String responder) {
        return query(transaction, AssignmentRows.SEEN)
                .bind("id", responder)
                .map((row, context) -> AssignmentRows.seen(row))
                .findOne()
                .orElseGet(() -> Seen.nothingOf(responder));
    }

    @Override
    public Optional<Assignment> assignment(Transaction transaction, String offer) {
        return query(transaction, "SELECT * FROM assignments WHERE offer = :offer")
                .bind("offer", offer)
                .map((row, context) -> AssignmentRows.read(row))
                .findOne();
    }

    @Override
    public List<Assignment> liveAssignments(Transaction transaction, String incident) {
        return query(
                        transaction,
                        "SELECT * FROM assignments WHERE incident = :incident AND ended_at IS NULL ORDER BY assigned_at, offer")
                .bind("incident", incident)
                .map((row, context) -> AssignmentRows.read(row))
                .list();
    }

    private static Query query(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql);
    }
}
