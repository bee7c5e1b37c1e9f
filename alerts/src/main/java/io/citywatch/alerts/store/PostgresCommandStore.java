package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.citywatch.alerts.command.CommandState;
import io.citywatch.alerts.command.CommandStore;
import io.citywatch.alerts.command.DeviceCommand;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.Command;
import io.citywatch.model.message.CommandResult;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands in PostgreSQL. Thread-safe. */
public final class PostgresCommandStore implements CommandStore {
    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};

    private final Database database;

    public PostgresCommandStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean lockDevice(Transaction transaction, String device) {
        transaction
                .handle()
                .execute("SELECT pg_advisory_xact_lock(hashtextextended('command/' || cast(? AS text), 0))", device);
        return transaction
                .handle()
                .select("SELECT EXISTS (SELECT 1 FROM devices WHERE id = ?)", device)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public boolean isDevice(String device) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT EXISTS (SELECT 1 FROM devices WHERE id = ?)", device)
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public int countOpen(Transaction transaction, String device) {
        return transaction
                .handle()
                .select("SELECT count(*) FROM commands WHERE device = ? AND state IN ('QUEUED', 'DELIVERED')", device)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void insert(Transaction transaction, DeviceCommand command) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO commands (id, device, action, parameters, given_by, given_at, deadline, state)
                        VALUES (:id, :device, :action, cast(:parameters AS jsonb), :by, :ts, :deadline, :state)
                        """)
                .bind("id", command.id())
                .bind("device", command.device())
                .bind("action", command.action().text())
                .bind(
                        "parameters",
                        PostgresText.json(new String(Json.write(command.parameters()), StandardCharsets.UTF_8)))
                .bind("by", command.by())
                .bind("ts", command.ts())
                .bind("deadline", command.deadline())
                .bind("state", command.state().name())
                .execute();
    }

    @Override
    public void save(Transaction transaction, DeviceCommand command) {
        CommandResult result = command.result();
        transaction
                .handle()
                .createUpdate("""
                        UPDATE commands SET state = :state, delivered_at = :deliveredAt, finished_at = :finishedAt,
                            result_at = :resultAt, result_status = :status, result_reason = :reason
                        WHERE id = :id
                        """)
                .bind("id", command.id())
                .bind("state", command.state().name())
                .bind("deliveredAt", command.deliveredAt())
                .bind("finishedAt", command.finishedAt())
                .bind("resultAt", result == null ? null : result.ts())
                .bind("status", result == null ? null : result.status())
                .bind("reason", result == null || result.reason() == null ? null : PostgresText.of(result.reason()))
                .execute();
    }

    @Override
    public Optional<DeviceCommand> lock(Transaction transaction, String id) {
        return transaction
                .handle()
                .select("SELECT * FROM commands WHERE id = ? FOR UPDATE", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    @Override
    public Optional<DeviceCommand> find(String id) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT * FROM commands WHERE id = ?", id)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    @Override
    public List<DeviceCommand> list(String device, @Nullable String after, int limit) {
        String where = after == null
                ? ""
                : " AND (given_at, id) < (SELECT given_at, id FROM commands WHERE id = :after AND device = :device)";
        return database.jdbi().withHandle(handle -> {
            var query = handle.createQuery("SELECT * FROM commands WHERE device = :device" + where
                            + " ORDER BY given_at DESC, id DESC LIMIT :limit")
                    .bind("device", device)
                    .bind("limit", limit);
            if (after != null) {
                query.bind("after", after);
            }
            return query.map((row, context) -> read(row)).list();
        });
    }

    private static DeviceCommand read(ResultSet row) throws SQLException {
        Instant resultAt = IncidentRows.instant(row, "result_at");
        return new DeviceCommand(
                row.getString("id"),
                row.getString("device"),
                Command.Action.of(row.getString("action")),
                parameters(row.getString("parameters")),
                row.getString("given_by"),
                IncidentRows.always(row, "given_at"),
                IncidentRows.always(row, "deadline"),
                CommandState.valueOf(row.getString("state")),
                IncidentRows.instant(row, "delivered_at"),
                IncidentRows.instant(row, "finished_at"),
                resultAt == null
                        ? null
                        : new CommandResult(resultAt, row.getString("result_status"), row.getString("result_reason")));
    }

    private static Map<String, Object> parameters(String json) {
        try {
            return Json.mapper().readValue(json, PARAMETERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command's parameters are not an object", e);
        }
    }
}
