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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** One table of the registry: the statements are made of its columns, once. */
final class RegistryTable<T> implements RegistryStore<T> {
    /**
     * A column that is drawn out of the body so that joins and rankings can use it.
     *
     * @param placeholder how its value stands in a statement: its name, cast where the type needs it
     */
    record Column<T>(String name, String placeholder, Function<T, @Nullable Object> value) {
        Column(String name, Function<T, @Nullable Object> value) {
            this(name, ":" + name, value);
        }
    }

    /** What the platform knows of a row beside the body. */
    @FunctionalInterface
    interface Facts<T> {
        Map<String, Object> read(ResultSet row, T body) throws SQLException;
    }

    /**
     * @param table its name
     * @param otherClients a table whose ids may not be used here, as both connect with their id; null if none
     * @param unique the column beside the id that no two rows share; null if none
     * @param filters conditions by their name in the query; each may use its value under that name
     * @param factsSql what is selected beside the body, beginning with a comma, or empty
     * @param join beside the table, which is called {@code thing}, or empty
     * @param atFirst the facts of a thing that was just registered
     */
    record Shape<T>(
            String table,
            List<Column<T>> columns,
            @Nullable String otherClients,
            @Nullable Column<T> unique,
            Map<String, String> filters,
            String factsSql,
            String join,
            Map<String, Object> atFirst,
            Facts<T> facts) {}

    private static final String LOCK_ID = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

    private final Database database;
    private final RegistryKind<T> kind;
    private final Shape<T> shape;
    private final String insert;
    private final String insertValues;
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
            values.add(column.placeholder());
        });
        if (hasToken()) {
            names.add("token_sha256");
            values.add(":token");
        }
        String unlessTaken = shape.otherClients() == null
                ? ""
                : " WHERE NOT EXISTS (SELECT 1 FROM " + shape.otherClients() + " WHERE id = :id)";
        String into = "INSERT INTO " + shape.table() + " (" + String.join(", ", names) + ") ";
        insertValues = into + "VALUES (" + String.join(", ", values) + ")";
        insert = into + "SELECT " + String.join(", ", values) + unlessTaken + " ON CONFLICT DO NOTHING";
        update = "UPDATE " + shape.table() + " SET body = :body::jsonb, updated_at = :now, "
                + shape.columns().stream()
                        .map(column -> column.name() + " = " + column.placeholder())
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
            handle.execute(LOCK_ID, kind.id().apply(body));
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
    public List<Registered<T>> lockAll(Transaction transaction, Collection<String> ids) {
        String id = "thing." + kind.idField();
        return transaction
                .handle()
                .createQuery(select + " WHERE " + id + " = ANY(:ids) ORDER BY " + id + " FOR UPDATE OF thing")
                .bindArray("ids", String.class, List.copyOf(ids))
                .map((row, context) -> read(row))
                .list();
    }

    @Override
    public List<Clash> clashes(Transaction transaction, List<T> bodies) {
        List<Clash> clashes = new ArrayList<>();
        Handle handle = transaction.handle();
        if (shape.otherClients() != null) {
            List<String> ids =
                    bodies.stream().map(kind.id()).distinct().sorted().toList();
            ids.forEach(id -> handle.execute(LOCK_ID, id));
            handle.createQuery("SELECT id FROM " + shape.otherClients() + " WHERE id = ANY(:ids)")
                    .bindArray("ids", String.class, ids)
                    .mapTo(String.class)
                    .forEach(id -> clashes.add(new Clash(id, "id", id, "one of the " + shape.otherClients())));
        }
        Column<T> unique = shape.unique();
        if (unique != null) {
            Map<String, String> holders = new HashMap<>();
            handle.createQuery("SELECT " + unique.name() + ", " + kind.idField() + " FROM " + shape.table() + " WHERE "
                            + unique.name() + " = ANY(:values)")
                    .bindArray(
                            "values",
                            String.class,
                            bodies.stream()
                                    .map(body -> String.valueOf(unique.value().apply(body)))
                                    .toList())
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(held -> holders.put(held.getKey(), held.getValue()));
            for (T body : bodies) {
                String value = String.valueOf(unique.value().apply(body));
                String id = kind.id().apply(body);
                String holder = holders.getOrDefault(value, id);
                if (!holder.equals(id)) {
                    clashes.add(new Clash(id, unique.name(), value, kind.name() + " " + holder));
                }
            }
        }
        return clashes;
    }

    @Override
    public void insertAll(Transaction transaction, List<Fresh<T>> fresh, Instant now) {
        try (PreparedBatch batch = transaction.handle().prepareBatch(insertValues)) {
            for (Fresh<T> each : fresh) {
                bind(batch, each.body(), now);
                if (hasToken()) {
                    batch.bind("token", each.tokenSha256());
                }
                batch.add();
            }
            batch.execute();
        }
    }

    @Override
    public void updateAll(Transaction transaction, List<T> bodies, Instant now) {
        try (PreparedBatch batch = transaction.handle().prepareBatch(update)) {
            for (T body : bodies) {
                bind(batch, body, now);
                batch.add();
            }
            batch.execute();
        }
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
    public List<Registered<T>> list(Map<String, String> only, @Nullable Cursor after, int limit) {
        String id = "thing." + kind.idField();
        List<String> conditions = new ArrayList<>();
        only.keySet()
                .forEach(name ->
                        conditions.add(Objects.requireNonNull(shape.filters().get(name), name)));
        if (after != null) {
            conditions.add("(thing.created_at, " + id + ") < (:at, :after)");
        }
        String sql = select + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY thing.created_at DESC, " + id + " DESC LIMIT :limit";
        return database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery(sql).bind("limit", limit).bindMap(only);
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
                new LinkedHashMap<>(shape.facts().read(row, body)),
                hasToken() ? row.getString("token_sha256") : null,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
