package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.HandoverStore;
import io.citywatch.alerts.dispatch.Offer;
import io.citywatch.alerts.incident.Incident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Moves needs, offers, assignments and their timers between incidents, in PostgreSQL. */
public final class PostgresHandoverStore implements HandoverStore {
    private static final String LIVE = """
            (n.state = 'OPEN' OR EXISTS (SELECT FROM assignments a WHERE a.need = n.id AND a.ended_at IS NULL))
            """;

    private static final String MOVE = """
            UPDATE needs n SET origin = coalesce(n.origin, n.incident), incident = :to, epoch = :toEpoch,
                position = n.position + (SELECT coalesce(max(position) + 1, 0) FROM needs
                                         WHERE incident = :to AND epoch = :toEpoch)
            WHERE n.incident = :from AND n.epoch = :fromEpoch AND %s RETURNING n.id
            """.formatted(LIVE);

    private static final String MOVE_BACK = """
            UPDATE needs n SET origin = CASE WHEN n.origin = :to THEN NULL ELSE n.origin END, incident = :to,
                epoch = :toEpoch
            WHERE n.incident = :from AND n.epoch = :fromEpoch AND n.origin = ANY(:origins) AND %s RETURNING n.id
            """.formatted(LIVE);

    private static final String OF_NEEDS = """
            SELECT * FROM offers WHERE need = ANY(:needs) AND ended_at IS NULL ORDER BY offered_at, id
            """;

    @Override
    public List<String> move(Transaction transaction, Incident from, Incident to) {
        List<String> needs = between(transaction.handle().createQuery(MOVE), from, to)
                .mapTo(String.class)
                .list();
        follow(transaction, from, to, needs);
        return needs;
    }

    @Override
    public List<String> moveBack(Transaction transaction, Incident from, Incident to, Collection<String> origins) {
        List<String> needs = between(transaction.handle().createQuery(MOVE_BACK), from, to)
                .bindArray("origins", String.class, List.copyOf(origins))
                .mapTo(String.class)
                .list();
        follow(transaction, from, to, needs);
        return needs;
    }

    private static Query between(Query query, Incident from, Incident to) {
        return query.bind("from", from.id())
                .bind("fromEpoch", from.epoch())
                .bind("to", to.id())
                .bind("toEpoch", to.epoch());
    }

    /** What hangs on the needs goes with them; a timer that another process has claimed is free again. */
    private void follow(Transaction transaction, Incident from, Incident to, List<String> needs) {
        List<String> offers =
                offersOf(transaction, needs).stream().map(Offer::id).toList();
        List<String> entities = new ArrayList<>(needs);
        entities.addAll(offers);
        update(transaction, "UPDATE offers SET incident = :to, epoch = :epoch WHERE id = ANY(:ids)", to, offers)
                .bind("epoch", to.epoch())
                .execute();
        update(transaction, "UPDATE assignments SET incident = :to WHERE offer = ANY(:ids)", to, offers)
                .execute();
        update(transaction, "UPDATE notifications SET incident = :to WHERE offer = ANY(:ids)", to, offers)
                .execute();
        update(transaction, "UPDATE meetings SET incident = :to WHERE need = ANY(:ids)", to, needs)
                .execute();
        update(transaction, """
                        UPDATE timers SET incident = :to, epoch = :epoch, lease_until = NULL
                        WHERE incident = :from AND entity = ANY(:ids)
                        """, to, entities)
                .bind("epoch", to.epoch())
                .bind("from", from.id())
                .execute();
    }

    private static Update update(Transaction transaction, String sql, Incident to, List<String> ids) {
        return transaction.handle().createUpdate(sql).bind("to", to.id()).bindArray("ids", String.class, ids);
    }

    @Override
    public List<Offer> offersOf(Transaction transaction, Collection<String> needs) {
        return transaction
                .handle()
                .createQuery(OF_NEEDS)
                .bindArray("needs", String.class, List.copyOf(needs))
                .map((row, context) -> OfferRows.offer(row))
                .list();
    }

    @Override
    public void reassign(Transaction transaction, Collection<String> offers, String need) {
        transaction
                .handle()
                .createUpdate("UPDATE offers SET need = :need WHERE id = ANY(:offers)")
                .bind("need", need)
                .bindArray("offers", String.class, List.copyOf(offers))
                .execute();
    }
}
