package io.citywatch.alerts.store;

import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.area.AreaStore;
import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The areas' table. Thread-safe. */
public final class PostgresAreaStore implements AreaStore {
    private final Database database;

    public PostgresAreaStore(Database database) {
        this.database = database;
    }

    @Override
    public long changes() {
        return database.jdbi().withHandle(PostgresAreaStore::changes);
    }

    @Override
    public Snapshot snapshot() {
        // The count and the rows must be of one moment, or a change between them would be taken for known.
        return database.inSnapshot(handle -> {
            Map<String, Long> revisions = new HashMap<>();
            handle.createQuery("SELECT id, revision FROM areas")
                    .map((row, context) -> Map.entry(row.getString("id"), row.getLong("revision")))
                    .forEach(row -> revisions.put(row.getKey(), row.getValue()));
            return new Snapshot(changes(handle), revisions);
        });
    }

    @Override
    public List<Revised> read(Collection<String> ids) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT id, body::text AS body, revision FROM areas WHERE id = ANY(:ids)")
                        .bindArray("ids", String.class, List.copyOf(ids))
                        .map((row, context) -> read(row))
                        .list());
    }

    private static long changes(Handle handle) {
        return handle.createQuery("SELECT count FROM area_changes")
                .mapTo(Long.class)
                .one();
    }

    private static Revised read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        Decoded<Area> decoded = Json.read(row.getString("body").getBytes(StandardCharsets.UTF_8), Area.class);
        Area area = decoded.<Area>fold(value -> value, reason -> {
            throw new IllegalStateException("area " + id + ": " + reason);
        });
        return new Revised(area, row.getLong("revision"));
    }
}
