package io.citywatch.alerts.store;

import io.citywatch.alerts.retention.RetentionStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes old rows in PostgreSQL, each batch in a transaction of its own. */
public final class PostgresRetention implements RetentionStore {
    private static final long LOCK = 0x72657461696eL;
    private static final int BATCH = 1_000;
    private static final int INCIDENTS = 100;
    private static final List<String> OF_AN_INCIDENT = List.of(
            "timeline",
            "needs",
            "notifications",
            "offers",
            "assignments",
            "timers",
            "incident_keys",
            "told_apart",
            "case_points",
            "detections");

    private static final String ENDED_INCIDENTS = """
            SELECT id FROM incidents i
            WHERE state IN ('CLOSED', 'MERGED', 'CANCELLED') AND evidence_at < :before
              AND coalesce(closed_at, evidence_at) < :before
              AND NOT EXISTS (SELECT 1 FROM incidents home WHERE home.id = i.merged_into
                              AND (home.state NOT IN ('CLOSED', 'CANCELLED') OR home.closed_at >= :before))
            ORDER BY evidence_at LIMIT :most
            FOR UPDATE SKIP LOCKED
            """;

    private final Database database;

    public PostgresRetention(Database database) {
        this.database = database;
    }

    @Override
    public boolean alone(Runnable work) {
        return database.jdbi().withHandle(handle -> {
            boolean alone = handle.select("SELECT pg_try_advisory_lock(?)", LOCK)
                    .mapTo(Boolean.class)
                    .one();
            if (!alone) {
                return false;
            }
            try {
                work.run();
            } finally {
                handle.execute("SELECT pg_advisory_unlock(?)", LOCK);
            }
            return true;
        });
    }

    @Override
    public int delete(Rows rows, Instant before) {
        return switch (rows) {
            case AUDIT -> deleteAudit(before);
            case DEAD_LETTERS -> delete("dead_letters", "id", "received_at < ?", before);
            case POSITIONS -> delete("responder_positions", "responder", "received_at < ?", before);
            case DETECTION_IDS -> delete("detections", "id", "incident IS NULL AND taken_at < ?", before);
            case COMMANDS -> delete("commands", "id", "given_at < ? AND state NOT IN ('QUEUED', 'DELIVERED')", before);
            case CASE_TRACKS ->
                delete(
                        "case_points",
                        "ctid",
                        "incident IN (SELECT id FROM incidents WHERE kind = 'theft'"
                                + " AND state IN ('CLOSED', 'MERGED', 'CANCELLED')"
                                + " AND greatest(evidence_at, closed_at) < ?)",
                        before);
            case TRACK_ACCESS ->
                delete("track_consents", "id", "coalesce(ended_at, until) < ?", before)
                        + delete("track_requests", "id", "until < ?", before);
            case ELDER_CALLS -> delete("elder_calls", "id", "received_at < ?", before);
            case SESSIONS -> delete("sessions", "token_sha256", "expires_at <= ?", before);
        };
    }

    private int deleteAudit(Instant before) {
        return database.jdbi().inTransaction(handle -> {
            leaveTheDiskToTheAlarms(handle);
            return PostgresAuditChain.delete(handle, before);
        });
    }

    private int delete(String table, String id, String old, Instant before) {
        String sql = "DELETE FROM " + table + " WHERE " + id + " = ANY(ARRAY(SELECT " + id + " FROM " + table
                + " WHERE " + old + " LIMIT " + BATCH + "))";
        return database.jdbi().inTransaction(handle -> {
            leaveTheDiskToTheAlarms(handle);
            return handle.execute(sql, before.atOffset(ZoneOffset.UTC));
        });
    }

    @Override
    public int deleteIncidents(Instant before) {
        return database.jdbi().inTransaction(handle -> {
            leaveTheDiskToTheAlarms(handle);
            List<String> ids = handle.createQuery(ENDED_INCIDENTS)
                    .bind("before", before)
                    .bind("most", INCIDENTS)
                    .mapTo(String.class)
                    .list();
            if (ids.isEmpty()) {
                return 0;
            }
            for (String table : OF_AN_INCIDENT) {
                handle.createUpdate("DELETE FROM " + table + " WHERE incident = ANY(:ids)")
                        .bindArray("ids", String.class, ids)
                        .execute();
            }
            return handle.createUpdate("DELETE FROM incidents WHERE id = ANY(:ids)")
                    .bindArray("ids", String.class, ids)
                    .execute();
        });
    }

    /** A deletion that is lost with the power is done again. */
    private static void leaveTheDiskToTheAlarms(Handle handle) {
        handle.execute("SET LOCAL synchronous_commit = off");
    }
}
