package io.citywatch.alerts.store;

import io.citywatch.alerts.registry.PresenceStore;
import io.citywatch.model.message.Presence;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Responders' presence in PostgreSQL. Of one gateway's boot the newer connection counts; of two gateways the one that was
 * connected to last, and the end of a connection only where it stands.
 */
public final class PostgresPresenceStore implements PresenceStore {
    private static final String NOTE = """
            INSERT INTO responder_presence AS known (responder, gateway, boot, connection, connected, subscribed, at)
            SELECT :client, :gateway, :boot, :connection, :connected, :subscribed, :at
            WHERE EXISTS (SELECT FROM responders WHERE id = :client)
            ON CONFLICT (responder) DO UPDATE SET gateway = excluded.gateway, boot = excluded.boot,
                connection = excluded.connection, connected = excluded.connected, subscribed = excluded.subscribed,
                at = excluded.at
            WHERE CASE WHEN known.gateway = excluded.gateway AND known.boot = excluded.boot
                       THEN excluded.connection > known.connection
                            OR (excluded.connection = known.connection AND excluded.at >= known.at)
                       ELSE excluded.connected AND excluded.at >= known.at END
            """;

    private final Database database;

    public PostgresPresenceStore(Database database) {
        this.database = database;
    }

    @Override
    public void note(List<Presence> presences) {
        database.inTransaction(transaction -> {
            try (PreparedBatch batch = transaction.handle().prepareBatch(NOTE)) {
                for (Presence presence : presences) {
                    batch.bind("client", presence.client())
                            .bind("gateway", presence.gateway())
                            .bind("boot", presence.boot())
                            .bind("connection", presence.connection())
                            .bind("connected", presence.connected())
                            .bind("subscribed", presence.subscribed())
                            .bind("at", presence.at())
                            .add();
                }
                batch.execute();
            }
            return true;
        });
    }
}
