package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The audit table. Thread-safe. */
public final class PostgresAuditLog implements AuditLog {
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};
    private static final String INSERT = """
            INSERT INTO audit (at, actor, action, target, detail, source_partition, source_offset)
            VALUES (:at, :actor, :action, :target, :detail::jsonb, :partition, :offset)
            ON CONFLICT DO NOTHING
            """;

    private static final String COUNT = """
            INSERT INTO audit (at, actor, action, target, detail, refusal)
            VALUES (:at, :actor, :action, :target, :detail::jsonb || jsonb_build_object('count', :more::text), :key)
            ON CONFLICT (refusal) WHERE refusal IS NOT NULL AND seal IS NULL DO UPDATE SET detail = audit.detail
              || jsonb_build_object('count', ((audit.detail ->> 'count')::bigint + :more)::text)
            """;

    private final Database database;

    public PostgresAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public void write(Transaction transaction, AuditEntry entry) {
        insert(transaction.handle(), entry);
    }

    @Override
    public void write(AuditEntry entry) {
        database.jdbi().useHandle(handle -> insert(handle, entry));
    }

    @Override
    public void writeSourced(List<Sourced> entries) {
        database.jdbi().useTransaction(handle -> {
            try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
                for (Sourced sourced : entries) {
                    bind(batch, sourced.entry(), sourced.partition(), sourced.offset());
                    batch.add();
                }
                batch.execute();
            }
        });
    }

    @Override
    public void count(AuditEntry entry, String key, long more) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(COUNT)
                        .bind("at", entry.at().atOffset(ZoneOffset.UTC))
                        .bind("actor", PostgresText.of(entry.actor()))
                        .bind("action", PostgresText.of(entry.action()))
                        .bind("target", PostgresText.of(entry.target()))
                        .bind("detail", detailOf(entry))
                        .bind("key", PostgresText.of(key))
                        .bind("more", more)
                        .execute());
    }

    @Override
    public List<Stored> list(@Nullable String actor, @Nullable String action, @Nullable Long before, int limit) {
        String sql = "SELECT id, at, actor, action, target, detail::text AS detail FROM audit WHERE true"
                + (actor == null ? "" : " AND actor = :actor")
                + (action == null ? "" : " AND (action = :action OR starts_with(action, :action || '.'))")
                + (before == null ? "" : " AND id < :before")
                + " ORDER BY id DESC LIMIT :limit";
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery(sql).bind("limit", limit);
            if (actor != null) {
                query.bind("actor", actor);
            }
            if (action != null) {
                query.bind("action", action);
            }
            if (before != null) {
                query.bind("before", before);
            }
            return query.map((row, context) -> read(row)).list();
        });
    }

    static void insert(Handle handle, AuditEntry entry) {
        try (PreparedBatch batch = handle.prepareBatch(INSERT)) {
            bind(batch, entry, null, null);
            batch.add();
            batch.execute();
        }
    }

    private static void bind(
            PreparedBatch batch, AuditEntry entry, @Nullable Integer partition, @Nullable Long offset) {
        batch.bind("at", entry.at().atOffset(ZoneOffset.UTC))
                .bind("actor", PostgresText.of(entry.actor()))
                .bind("action", PostgresText.of(entry.action()))
                .bind("target", PostgresText.of(entry.target()))
                .bind("detail", detailOf(entry))
                .bind("partition", partition)
                .bind("offset", offset);
    }

    private static String detailOf(AuditEntry entry) {
        return PostgresText.json(new String(Json.write(entry.detail()), StandardCharsets.UTF_8));
    }

    private static Stored read(ResultSet row) throws SQLException {
        return new Stored(row.getLong("id"), entryOf(row));
    }

    static AuditEntry entryOf(ResultSet row) throws SQLException {
        try {
            String detail = row.getString("detail");
            return new AuditEntry(
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("actor"),
                    row.getString("action"),
                    row.getString("target"),
                    detail == null ? Map.of() : Json.mapper().readValue(detail, DETAIL));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit " + row.getLong("id") + ": detail is not an object of texts", e);
        }
    }
}
