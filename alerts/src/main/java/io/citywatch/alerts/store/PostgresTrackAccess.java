package io.citywatch.alerts.store;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.theft.TheftDesk;
import io.citywatch.alerts.track.Consent;
import io.citywatch.alerts.track.TrackAccessStore;
import io.citywatch.alerts.track.TrackGround;
import io.citywatch.alerts.track.TrackRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Grounds, consents and requests in PostgreSQL. Thread-safe. */
public final class PostgresTrackAccess implements TrackAccessStore {
    private static final String GROUNDS = """
            SELECT 1 AS rank, 'THEFT_REPORT' AS kind, body->>'caseNumber' AS reference,
                   cast(NULL AS timestamptz) AS track_from, cast(NULL AS timestamptz) AS track_to, reported_at AS at
            FROM theft_reports WHERE plate = :plate AND ended_at IS NULL
            UNION ALL
            SELECT 2, 'INCIDENT', id, NULL, NULL, opened_at
            FROM incidents
            WHERE subject_id = ANY(:subjects) AND kind = ANY(:kinds)
              AND state NOT IN ('CLOSED', 'MERGED', 'CANCELLED')
            UNION ALL
            SELECT 3, 'CONSENT', reference, NULL, NULL, recorded_at
            FROM track_consents WHERE plate = :plate AND ended_at IS NULL AND until > :now
            UNION ALL
            SELECT 4, 'ENDED_CASE', body->>'caseNumber', reported_at - cast(:lookBack AS interval), ended_at, reported_at
            FROM theft_reports WHERE plate = :plate AND ended_at IS NOT NULL
            ORDER BY rank, at DESC
            """;

    private final Database database;

    public PostgresTrackAccess(Database database) {
        this.database = database;
    }

    @Override
    public List<TrackGround> grounds(String plate, List<String> subjects, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(GROUNDS)
                        .bind("plate", plate)
                        .bindArray("subjects", String.class, subjects)
                        .bindArray(
                                "kinds",
                                String.class,
                                IncidentKind.OPEN_A_TRACK.stream()
                                        .map(IncidentKind::text)
                                        .toList())
                        .bind("lookBack", TheftDesk.LOOK_BACK.toString())
                        .bind("now", now)
                        .map((row, context) -> new TrackGround(
                                TrackGround.Kind.valueOf(row.getString("kind")),
                                row.getString("reference"),
                                IncidentRows.instant(row, "track_from"),
                                IncidentRows.instant(row, "track_to")))
                        .list());
    }

    @Override
    public Optional<Consent> consent(String plate, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT * FROM track_consents WHERE plate = :plate AND ended_at IS NULL AND until > :now")
                        .bind("plate", plate)
                        .bind("now", now)
                        .map((row, context) -> consentOf(row))
                        .findOne());
    }

    @Override
    public boolean insert(Transaction transaction, Consent consent) {
        transaction
                .handle()
                .createUpdate("UPDATE track_consents SET ended_at = until"
                        + " WHERE plate = :plate AND ended_at IS NULL AND until <= :now")
                .bind("plate", consent.plate())
                .bind("now", consent.recordedAt())
                .execute();
        return transaction
                        .handle()
                        .createUpdate("""
                                INSERT INTO track_consents
                                    (id, plate, given_by, reference, recorded_by, recorded_at, until)
                                VALUES (:id, :plate, :givenBy, :reference, :recordedBy, :recordedAt, :until)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", consent.id())
                        .bind("plate", consent.plate())
                        .bind("givenBy", consent.givenBy())
                        .bind("reference", consent.reference())
                        .bind("recordedBy", consent.recordedBy())
                        .bind("recordedAt", consent.recordedAt())
                        .bind("until", consent.until())
                        .execute()
                > 0;
    }

    @Override
    public Optional<Consent> endConsent(Transaction transaction, String plate, Instant now) {
        return transaction
                .handle()
                .createQuery("UPDATE track_consents SET ended_at = :now"
                        + " WHERE plate = :plate AND ended_at IS NULL AND until > :now RETURNING *")
                .bind("plate", plate)
                .bind("now", now)
                .map((row, context) -> consentOf(row))
                .findOne();
    }

    @Override
    public void insert(Transaction transaction, TrackRequest request) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO track_requests
                            (id, plate, track_from, track_to, reason, requested_by, requested_at, state, until)
                        VALUES (:id, :plate, :from, :to, :reason, :requestedBy, :requestedAt, :state, :until)
                        """)
                .bind("id", request.id())
                .bind("plate", request.plate())
                .bind("from", request.from())
                .bind("to", request.to())
                .bind("reason", request.reason())
                .bind("requestedBy", request.requestedBy())
                .bind("requestedAt", request.requestedAt())
                .bind("state", request.state().name())
                .bind("until", request.until())
                .execute();
    }

    @Override
    public Optional<TrackRequest> find(String id) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT * FROM track_requests WHERE id = ?", id)
                        .map((row, context) -> requestOf(row))
                        .findOne());
    }

    @Override
    public Optional<TrackRequest> lock(Transaction transaction, String id) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM track_requests WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> requestOf(row))
                .findOne();
    }

    @Override
    public void save(Transaction transaction, TrackRequest request) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE track_requests SET state = :state, decided_by = :by, decided_at = :at,
                            decided_because = :because, until = :until
                        WHERE id = :id
                        """)
                .bind("id", request.id())
                .bind("state", request.state().name())
                .bind("by", request.decidedBy())
                .bind("at", request.decidedAt())
                .bind("because", request.decidedBecause())
                .bind("until", request.until())
                .execute();
    }

    @Override
    public List<TrackRequest> granted(String plate, String requestedBy, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM track_requests WHERE plate = :plate"
                                + " AND requested_by = :by AND state = 'GRANTED' AND until > :now"
                                + " ORDER BY requested_at DESC, id DESC")
                        .bind("plate", plate)
                        .bind("by", requestedBy)
                        .bind("now", now)
                        .map((row, context) -> requestOf(row))
                        .list());
    }

    @Override
    public List<TrackRequest> list(boolean openOnly, @Nullable String after, int limit, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM track_requests r"
                                + " WHERE (NOT :openOnly OR (state = 'OPEN' AND until > :now))"
                                + " AND (cast(:after AS text) IS NULL OR (r.requested_at, r.id) <"
                                + " (SELECT last.requested_at, last.id FROM track_requests last WHERE last.id = :after))"
                                + " ORDER BY r.requested_at DESC, r.id DESC LIMIT :limit")
                        .bind("openOnly", openOnly)
                        .bind("after", after)
                        .bind("limit", limit)
                        .bind("now", now)
                        .map((row, context) -> requestOf(row))
                        .list());
    }

    @Override
    public int open(Transaction transaction, String requestedBy, Instant now) {
        return transaction
                .handle()
                .createQuery("SELECT count(*) FROM track_requests"
                        + " WHERE requested_by = :by AND state = 'OPEN' AND until > :now")
                .bind("by", requestedBy)
                .bind("now", now)
                .mapTo(Integer.class)
                .one();
    }

    private static Consent consentOf(ResultSet row) throws SQLException {
        return new Consent(
                row.getString("id"),
                row.getString("plate"),
                row.getString("given_by"),
                row.getString("reference"),
                row.getString("recorded_by"),
                IncidentRows.always(row, "recorded_at"),
                IncidentRows.always(row, "until"));
    }

    private static TrackRequest requestOf(ResultSet row) throws SQLException {
        return new TrackRequest(
                row.getString("id"),
                row.getString("plate"),
                IncidentRows.always(row, "track_from"),
                IncidentRows.always(row, "track_to"),
                row.getString("reason"),
                row.getString("requested_by"),
                IncidentRows.always(row, "requested_at"),
                TrackRequest.State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                IncidentRows.instant(row, "decided_at"),
                row.getString("decided_because"),
                IncidentRows.always(row, "until"));
    }
}
