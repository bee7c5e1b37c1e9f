package io.citywatch.alerts.store;

import io.citywatch.alerts.elder.ElderRecord;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of calls. Thread-safe. */
public final class PostgresElderRecord implements ElderRecord {
    private static final String INSERT = """
            INSERT INTO elder_calls (elder, device, event, source, service, measured_at, received_at, identity,
                source_partition, source_offset)
            SELECT e.id, :device, :event, :source, :service, :ts, :receivedAt, :identity, :partition, :offset
            FROM (SELECT e.id FROM elders e LEFT JOIN devices d ON d.id = :device
                  WHERE e.id = d.elder OR e.terminal = :device
                  ORDER BY (e.id = d.elder) DESC NULLS LAST, e.id LIMIT 1) e
            WHERE NOT EXISTS (SELECT 1 FROM elder_calls c WHERE c.device = :device AND c.identity = :identity
                AND c.received_at BETWEEN cast(:receivedAt AS timestamptz) - interval '10 minutes'
                                      AND cast(:receivedAt AS timestamptz) + interval '10 minutes')
            ON CONFLICT DO NOTHING
            """;

    private final Database database;

    public PostgresElderRecord(Database database) {
        this.database = database;
    }

    @Override
    public void write(List<Sourced> entries) {
        database.jdbi().useTransaction(handle -> entries.forEach(entry -> insert(handle, entry)));
    }

    /** One by one, so that the second of two equal ones in a batch sees the first. */
    private static void insert(Handle handle, Sourced sourced) {
        Entry entry = sourced.entry();
        handle.createUpdate(INSERT)
                .bind("device", entry.device())
                .bind("event", entry.event())
                .bind("source", entry.source())
                .bind("service", entry.service())
                .bind("ts", entry.ts())
                .bind("receivedAt", entry.receivedAt())
                .bind("identity", PostgresText.of(sourced.identity()))
                .bind("partition", sourced.partition())
                .bind("offset", sourced.offset())
                .execute();
    }

    @Override
    public List<Stored> list(String elder, @Nullable Long before, int limit) {
        String sql = "SELECT * FROM elder_calls WHERE elder = :elder" + (before == null ? "" : " AND id < :before")
                + " ORDER BY id DESC LIMIT :limit";
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery(sql).bind("elder", elder).bind("limit", limit);
            if (before != null) {
                query.bind("before", before);
            }
            return query.map((row, context) -> new Stored(
                            row.getLong("id"),
                            new Entry(
                                    IncidentRows.always(row, "received_at"),
                                    IncidentRows.always(row, "measured_at"),
                                    row.getString("device"),
                                    row.getString("event"),
                                    row.getString("source"),
                                    row.getString("service"))))
                    .list();
        });
    }
}
