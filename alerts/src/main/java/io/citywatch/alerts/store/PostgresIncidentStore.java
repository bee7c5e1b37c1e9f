package io.citywatch.alerts.store;

import io.citywatch.alerts.incident.Attention;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentFacts;
import io.citywatch.alerts.incident.IncidentStatus;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.StageTimes;
import io.citywatch.alerts.incident.TimelineEntry;
import io.citywatch.model.Position;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** Incidents in PostgreSQL: a row each, and the timeline beside it. */
public final class PostgresIncidentStore implements IncidentStore {
    private static final String INSERT = """
            INSERT INTO incidents (id, kind, key, family, subject_type, subject_id, subject_name, address, grid, unit,
                severity, state, acknowledged, active, epoch, level, count, lat, lon, uncertainty, rules, devices,
                opened_at, evidence_at, closed_at, outcome, merged_into, stage_measured, stage_received, stage_logged, stage_detected,
                stage_opened, stage_offered, stage_accepted, stage_arrived,
                owner, escalation, attention_at, held_until)
            VALUES (:id, :kind, :key, :family, :subjectType, :subjectId, :subjectName, :address, :grid, :unit,
                :severity, :state, :acknowledged, :active, :epoch, :level, :count, :lat, :lon, :uncertainty, :rules,
                :devices, :openedAt, :evidenceAt, :closedAt, :outcome, :mergedInto, :measured, :received, :logged, :detected, :opened, :offered,
                :accepted, :arrived, :owner, :escalation, :attentionAt, :heldUntil)
            """;
    private static final String UPDATE = """
            UPDATE incidents SET severity = :severity, state = :state, acknowledged = :acknowledged, active = :active,
                epoch = :epoch, level = :level, count = :count, lat = :lat, lon = :lon, uncertainty = :uncertainty,
                rules = :rules, devices = :devices, evidence_at = :evidenceAt, closed_at = :closedAt,
                outcome = :outcome, merged_into = :mergedInto,
                stage_measured = :measured, stage_received = :received, stage_logged = :logged,
                stage_detected = :detected, stage_opened = :opened, stage_offered = :offered,
                stage_accepted = :accepted, stage_arrived = :arrived,
                owner = :owner, escalation = :escalation, attention_at = :attentionAt, held_until = :heldUntil
            WHERE id = :id
            """;

    @Override
    public Optional<Incident> lock(Transaction transaction, String id) {
        return select(transaction, "SELECT * FROM incidents WHERE id = :id FOR UPDATE", id);
    }

    @Override
    public Optional<Incident> read(Transaction transaction, String id) {
        return select(transaction, "SELECT * FROM incidents WHERE id = :id", id);
    }

    private static Optional<Incident> select(Transaction transaction, String sql, String id) {
        return transaction
                .handle()
                .createQuery(sql)
                .bind("id", id)
                .map((row, context) -> IncidentRows.read(row))
                .findOne();
    }

    @Override
    public void save(Transaction transaction, Incident incident) {
        if (incident.stored()) {
            bindStatus(transaction.handle().createUpdate(UPDATE), incident).execute();
        } else {
            IncidentFacts facts = incident.facts();
            bindStatus(transaction.handle().createUpdate(INSERT), incident)
                    .bind("kind", facts.kind().text())
                    .bind("key", facts.key())
                    .bind("family", facts.family().text())
                    .bind("subjectType", facts.subject().type())
                    .bind("subjectId", facts.subject().id())
                    .bind("subjectName", facts.subject().name())
                    .bind("address", facts.subject().address())
                    .bind("grid", facts.grid())
                    .bind("unit", facts.unit())
                    .bind("openedAt", facts.openedAt())
                    .execute();
        }
        saveTimeline(transaction, incident);
        incident.saved();
    }

    private static <S extends SqlStatement<S>> S bindStatus(S statement, Incident incident) {
        IncidentStatus status = incident.status();
        Position place = status.position();
        StageTimes stages = status.stages();
        Attention attention = status.attention();
        return statement
                .bind("id", incident.id())
                .bind("severity", status.severity().name())
                .bind("state", status.state().name())
                .bind("acknowledged", status.acknowledged())
                .bind("active", status.active())
                .bind("epoch", status.epoch())
                .bind("level", status.level())
                .bind("count", status.count())
                .bind("lat", place == null ? null : (Double) place.lat())
                .bind("lon", place == null ? null : (Double) place.lon())
                .bind("uncertainty", status.uncertaintyMeters())
                .bindArray("rules", String.class, List.copyOf(status.rules()))
                .bindArray("devices", String.class, List.copyOf(status.devices()))
                .bind("evidenceAt", status.evidenceAt())
                .bind("closedAt", status.closedAt())
                .bind("outcome", status.outcome())
                .bind("mergedInto", status.mergedInto())
                .bind("measured", stages.measured())
                .bind("received", stages.received())
                .bind("logged", stages.logged())
                .bind("detected", stages.detected())
                .bind("opened", stages.opened())
                .bind("offered", stages.offered())
                .bind("accepted", stages.accepted())
                .bind("arrived", stages.arrived())
                .bind("owner", attention.owner())
                .bind("escalation", attention.step())
                .bind("attentionAt", attention.since())
                .bind("heldUntil", attention.heldUntil());
    }

    private static void saveTimeline(Transaction transaction, Incident incident) {
        if (incident.entries().isEmpty()) {
            return;
        }
        try (PreparedBatch batch = transaction.handle().prepareBatch("""
                INSERT INTO timeline (incident, epoch, at, actor, what, cause)
                VALUES (:incident, :epoch, :at, :actor, :what, :cause)
                """)) {
            for (TimelineEntry entry : incident.entries()) {
                batch.bind("incident", incident.id())
                        .bind("epoch", incident.epoch())
                        .bind("at", entry.at())
                        .bind("actor", entry.actor())
                        .bind("what", entry.what())
                        .bind("cause", entry.cause())
                        .add();
            }
            batch.execute();
        }
    }
}
