package io.citywatch.alerts.store;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.notify.Addressee;
import io.citywatch.alerts.notify.Notification;
import io.citywatch.alerts.notify.NotificationState;
import io.citywatch.alerts.notify.NotificationStore;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.registry.Channel;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Notifications in PostgreSQL, claimed so that of several processes each is sent by one. */
public final class PostgresNotificationStore implements NotificationStore {
    private static final String PERSON = """
            r.body ->> 'phone' AS phone,
            CASE WHEN jsonb_typeof(r.body -> 'channels') = 'array'
                 THEN ARRAY(SELECT jsonb_array_elements_text(r.body -> 'channels')) END AS wants,
            CASE WHEN p.responder IS NULL THEN 'UNKNOWN'
                 WHEN p.connected AND p.subscribed THEN 'THERE' ELSE 'AWAY' END AS app
            """;

    private static final String STANDING = """
            SELECT n.*, %s, o.state AS offer_state, o.delivered_at, o.distance_meters, o.travel_seconds, o.deadline,
                   i.kind, i.severity, i.lat, i.lon
            FROM notifications n
                LEFT JOIN offers o ON o.id = n.offer
                LEFT JOIN incidents i ON i.id = n.incident
                LEFT JOIN responders r ON r.id = n.responder AND r.state = 'ACTIVE'
                LEFT JOIN responder_presence p ON p.responder = n.responder
            """.formatted(PERSON);

    private static final Set<String> WAITING_OFFERS = Set.of("QUEUED", "SENT", "DELIVERED", "SEEN");

    private final Database database;

    public PostgresNotificationStore(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Addressee> addressees(Transaction transaction, Collection<String> responders) {
        Map<String, Addressee> people = new HashMap<>();
        transaction
                .handle()
                .createQuery("SELECT r.id AS responder, " + PERSON + """
                        FROM responders r LEFT JOIN responder_presence p ON p.responder = r.id
                        WHERE r.id = ANY(:responders) AND r.state = 'ACTIVE'
                        """)
                .bindArray("responders", String.class, List.copyOf(responders))
                .map((row, context) -> person(row))
                .forEach(person -> people.put(person.responder(), person));
        return people;
    }

    @Override
    public void insert(Transaction transaction, Collection<Notification> rows) {
        write(transaction, rows, """
                INSERT INTO notifications (offer, channel, id, incident, responder, drill, state, reason, due_at,
                    give_up_at, claims, refusals, provider_id, owed_at, changed_at)
                VALUES (:offer, :channel, :id, :incident, :responder, :drill, :state, :reason, :dueAt,
                    :giveUpAt, :claims, :refusals, :providerId, :owedAt, :changedAt)
                ON CONFLICT DO NOTHING
                """);
    }

    @Override
    public void save(Transaction transaction, Collection<Notification> rows) {
        write(transaction, rows, """
                UPDATE notifications SET state = :state, reason = :reason, due_at = :dueAt, give_up_at = :giveUpAt,
                    claims = :claims, refusals = :refusals, provider_id = :providerId, changed_at = :changedAt
                WHERE id = :id
                """);
    }

    private static void write(Transaction transaction, Collection<Notification> rows, String sql) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = transaction.handle().prepareBatch(sql)) {
            for (Notification row : rows) {
                batch.bind("offer", row.offer())
                        .bind("channel", row.channel().text())
                        .bind("id", row.id())
                        .bind("incident", row.incident())
                        .bind("responder", row.responder())
                        .bind("drill", row.drill())
                        .bind("state", row.state().name())
                        .bind("reason", row.reason())
                        .bind("dueAt", row.dueAt())
                        .bind("giveUpAt", row.giveUpAt())
                        .bind("claims", row.claims())
                        .bind("refusals", row.refusals())
                        .bind("providerId", row.providerId())
                        .bind("owedAt", row.owedAt())
                        .bind("changedAt", row.changedAt())
                        .add();
            }
            batch.execute();
        }
    }

    @Override
    public List<Standing> due(Transaction transaction, Set<NotificationState> states, Instant now, int most) {
        return transaction
                .handle()
                .createQuery(STANDING + """
                        WHERE n.due_at <= :now AND n.state = ANY(:states)
                        ORDER BY n.due_at LIMIT :most FOR UPDATE OF n SKIP LOCKED
                        """)
                .bind("now", now)
                .bindArray(
                        "states",
                        String.class,
                        states.stream().map(NotificationState::name).toList())
                .bind("most", most)
                .map((row, context) -> standing(row))
                .list();
    }

    @Override
    public List<Standing> lock(Transaction transaction, Collection<String> ids) {
        return transaction
                .handle()
                .createQuery(STANDING + "WHERE n.id = ANY(:ids) ORDER BY n.id FOR UPDATE OF n")
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((row, context) -> standing(row))
                .list();
    }

    @Override
    public Optional<String> idOfProviders(Transaction transaction, String providerId) {
        return transaction
                .handle()
                .createQuery("SELECT id FROM notifications WHERE provider_id = :id ORDER BY owed_at DESC LIMIT 1")
                .bind("id", providerId)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public Optional<Notification.Owed> owed(Transaction transaction, String id) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM notifications WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new Notification.Owed(
                        row.getString("offer"),
                        row.getString("incident"),
                        row.getString("responder"),
                        row.getBoolean("drill")))
                .findOne();
    }

    @Override
    public void reachedByApp(Transaction transaction, String offer, Instant at) {
        awaitOthers(transaction, List.of(offer));
        transaction
                .handle()
                .createUpdate("""
                        UPDATE notifications SET due_at = NULL, changed_at = :at,
                            state = CASE WHEN channel = :push THEN 'CONFIRMED' ELSE 'NOT_SENT' END,
                            reason = CASE WHEN channel = :push THEN NULL ELSE 'reached by push' END
                        WHERE offer = :offer
                          AND ((channel = :push AND state <> 'CONFIRMED') OR (channel <> :push AND state = 'PENDING'))
                        """)
                .bind("offer", offer)
                .bind("push", Channel.PUSH.text())
                .bind("at", at)
                .execute();
    }

    @Override
    public void delivered(Transaction transaction, Notification.Owed owed, Instant at) {
        boolean unused = OfferRows.delivered(transaction, owed.responder(), owed.offer(), at);
    }

    @Override
    public void stopWaiting(Transaction transaction, String offer, String why, Instant now) {
        stop(transaction, List.of(offer), why, false, now);
    }

    @Override
    public void stop(Transaction transaction, Collection<String> offers, String why, boolean answered, Instant now) {
        awaitOthers(transaction, offers);
        transaction
                .handle()
                .createUpdate("""
                        UPDATE notifications SET due_at = NULL, changed_at = :now, reason = :why,
                            state = CASE WHEN state = 'PENDING' THEN 'NOT_SENT' ELSE 'CONFIRMED' END
                        WHERE offer = ANY(:offers) AND (state = 'PENDING' OR (:answered AND state = 'SENT'))
                        """)
                .bindArray("offers", String.class, List.copyOf(offers))
                .bind("why", why)
                .bind("answered", answered)
                .bind("now", now)
                .execute();
    }

    /**
     * Who gives a channel up at this moment writes the row of the next one. An update that had to wait for it would not
     * see that row, and leave it owed; the statement after this one does.
     */
    private static void awaitOthers(Transaction transaction, Collection<String> offers) {
        transaction
                .handle()
                .createQuery("SELECT id FROM notifications WHERE offer = ANY(:offers) ORDER BY id FOR UPDATE")
                .bindArray("offers", String.class, List.copyOf(offers))
                .mapTo(String.class)
                .list();
    }

    @Override
    public boolean takeOnce(Transaction transaction, String signatureSha256, Instant oldest, Instant now) {
        transaction
                .handle()
                .createUpdate("DELETE FROM taken_receipts WHERE at < :oldest")
                .bind("oldest", oldest)
                .execute();
        return transaction
                        .handle()
                        .createUpdate("INSERT INTO taken_receipts (signature_sha256, at) VALUES (:signature, :now)"
                                + " ON CONFLICT DO NOTHING")
                        .bind("signature", signatureSha256)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    @Override
    public long waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT count(*) FROM notifications WHERE due_at IS NOT NULL AND state IN ('PENDING', 'SENDING')")
                        .mapTo(Long.class)
                        .one());
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(notification(row), person(row), over(row), message(row));
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("id"),
                row.getString("offer"),
                Channel.of(row.getString("channel")),
                row.getString("incident"),
                row.getString("responder"),
                row.getBoolean("drill"),
                NotificationState.valueOf(row.getString("state")),
                row.getString("reason"),
                IncidentRows.instant(row, "due_at"),
                IncidentRows.always(row, "give_up_at"),
                row.getInt("claims"),
                row.getInt("refusals"),
                row.getString("provider_id"),
                IncidentRows.always(row, "owed_at"),
                IncidentRows.always(row, "changed_at"));
    }

    private static Addressee person(ResultSet row) throws SQLException {
        return new Addressee(
                row.getString("responder"),
                row.getString("phone"),
                wants(row.getArray("wants")),
                Addressee.App.valueOf(row.getString("app")));
    }

    private static @Nullable Set<Channel> wants(@Nullable Array channels) throws SQLException {
        return channels == null
                ? null
                : Arrays.stream((String[]) channels.getArray()).map(Channel::of).collect(Collectors.toSet());
    }

    private static @Nullable String over(ResultSet row) throws SQLException {
        String offer = row.getString("offer_state");
        if (offer == null) {
            return "the offer is gone";
        }
        if (!WAITING_OFFERS.contains(offer)) {
            return "the offer is " + offer.toLowerCase(Locale.ROOT);
        }
        return row.getObject("delivered_at") == null ? null : "reached by another channel";
    }

    private static @Nullable Message message(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        if (kind == null || row.getString("offer_state") == null) {
            return null;
        }
        double lat = row.getDouble("lat");
        boolean placed = !row.wasNull();
        return new Message(
                IncidentKind.of(kind),
                Severity.valueOf(row.getString("severity")),
                placed ? new Position(lat, row.getDouble("lon")) : null,
                row.getLong("distance_meters"),
                row.getLong("travel_seconds"),
                IncidentRows.always(row, "deadline"));
    }
}
