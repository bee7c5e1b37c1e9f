package io.citywatch.alerts.store;

import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** One table of the registry: the statements are made of its columns, once. */
final class RegistryTable<T> implements RegistryStore<T> {
    /** A column that is drawn out of the body so that joins and rankings can use it. */
    record Column<T>(String name, Function<T, @Nullable Object> value) {}

    /** What the platform knows of a row beside the body. */
    @FunctionalInterface
    interface Facts {
        Map<String, Object> read(ResultSet row) throws SQLException;
    }

    /**
     * @param table its name
     * @param otherClients a table whose ids may not be used here, as both connect with their id; null if none
     * @param factsSql what is selected beside the body, beginning with a comma, or empty
     * @param join beside the table, which is called {@code thing}, or empty
     * @param atFirst the facts of a thing that was just registered
     */
    record Shape<T>(
            String table,
            List<Column<T>> columns,
            @Nullable String otherClients,
            String factsSql,
            String join,
            Map<String, Object> atFirst,
            Facts facts) {}

    private final Database database;
    private final RegistryKind<T> kind;
    private final Shape<T> shape;
    private final String insert;
    private final String update;
    private final String select;

    RegistryTable(Database database, RegistryKind<T> kind, Shape<T> shape) {
        this.database = database;
        this.kind = kind;
        this.shape = shape;
        String id = kind.idField();
        List<String> names = new ArrayList<>(List.of(id, "body", "created_at", "updated_at"));
        List<String> values = new ArrayList<>(List.of(":id", ":body::jsonb", ":now", ":now"));
        shape.columns().forEach(column -> {
            names.add(column.name());
            values.add(":" + column.name());
        });
        if (hasToken()) {
            names.add("token_sha256");
            values.add(":token");
        }
        String unlessTaken = shape.otherClients() == null
                ? ""
                : " WHERE NOT EXISTS (SELECT 1 FROM " + shape.otherClients() + " WHERE id = :id)";
        insert = "INSERT INTO " + shape.table() + " (" + String.join(", ", names) + ") SELECT "
                + String.join(", ", values) + unlessTaken + " ON CONFLICT DO NOTHING";
        update = "UPDATE " + shape.table() + " SET body = :body::jsonb, updated_at = :now, "
                + shape.columns().stream()
                        .map(column -> column.name() + " = :" + column.name())
                        .collect(Collectors.joining(", "))
                + " WHERE " + id + " = :id";
        select = "SELECT thing." + id + " AS id, thing.body::text AS body, thing.created_at"
                + (hasToken() ? ", thing.token_sha256" : "") + shape.factsSql() + " FROM " + shape.table() + " thing "
                + shape.join();
    }

    private boolean hasToken() {
        return kind.credential() != null;
    }

    @Override
    public Optional<Registered<T>> insert(Transaction transaction, T body, @Nullable String tokenSha256, Instant now) {
        Handle handle = transaction.handle();
        if (shape.otherClients() != null) {
            // Two kinds of clients share one space of ids, which no index can see.
            handle.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                    kind.id().apply(body));
        }
        try (var statement = handle.createUpdate(insert)) {
            bind(statement, body, now);
            if (hasToken()) {
                statement.bind("token", tokenSha256);
            }
            if (statement.execute() == 0) {
                return Optional.empty();
            }
            return Optional.of(new Registered<>(kind.id().apply(body), body, shape.atFirst(), tokenSha256, now));
        }
    }

    @Override
    public Optional<Registered<T>> lock(Transaction transaction, String id) {
        return query(transaction.handle(), " WHERE thing." + kind.idField() + " = :id FOR UPDATE OF thing", id);
    }

    @Override
    public boolean update(Transaction transaction, T body, Instant now) {
        Handle handle = transaction.handle();
        handle.savepoint("before_update");
        try (var statement = handle.createUpdate(update)) {
            bind(statement, body, now);
            int unused = statement.execute();
            return true;
        } catch (RuntimeException e) {
            if (!Duplicates.isDuplicate(e)) {
                throw e;
            }
            handle.rollbackToSavepoint("before_update");
            return false;
        }
    }

    @Override
    public void delete(Transaction transaction, String id) {
        transaction.handle().execute("DELETE FROM " + shape.table() + " WHERE " + kind.idField() + " = ?", id);
    }

    @Override
    public Optional<Registered<T>> find(String id) {
        return database.jdbi().withHandle(handle -> query(handle, " WHERE thing." + kind.idField() + " = :id", id));
    }

    @Override
    public List<Registered<T>> findAll(Collection<String> ids) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(select + " WHERE thing." + kind.idField() + " = ANY(:ids)")
                        .bindArray("ids", String.class, List.copyOf(ids))
                        .map((row, context) -> read(row))
                        .list());
    }

    @Override
    public List<Registered<T>> list(@Nullable Cursor after, int limit) {
        String id = "thing." + kind.idField();
        String where = after == null ? "" : " WHERE (thing.created_at, " + id + ") < (:at, :after)";
        String sql = select + where + " ORDER BY thing.created_at DESC, " + id + " DESC LIMIT :limit";
        return database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery(sql).bind("limit", limit);
            if (after != null) {
                query.bind("at", utc(after.createdAt())).bind("after", after.id());
            }
            return query.map((row, context) -> read(row)).list();
        });
    }

    private Optional<Registered<T>> query(Handle handle, String where, String id) {
        return handle.createQuery(select + where)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private void bind(SqlStatement<?> statement, T body, Instant now) {
        statement.bind("id", kind.id().apply(body));
        statement.bind("body", new String(Json.write(body), StandardCharsets.UTF_8));
        statement.bind("now", utc(now));
        for (Column<T> column : shape.columns()) {
            Object value = column.value().apply(body);
            if (value instanceof List<?> texts) {
                statement.bindArray(column.name(), String.class, texts);
            } else {
                statement.bind(column.name(), value);
            }
        }
    }

    private Registered<T> read(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] json = row.getString("body").getBytes(StandardCharsets.UTF_8);
        Decoded<T> decoded = Json.read(json, kind.type());
        T body = decoded.<T>fold(value -> value, reason -> {
            throw new IllegalStateException(shape.table() + " " + id + ": " + reason);
        });
        return new Registered<>(
                id,
                body,
                new LinkedHashMap<>(shape.facts().read(row)),
                hasToken() ? row.getString("token_sha256") : null,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
