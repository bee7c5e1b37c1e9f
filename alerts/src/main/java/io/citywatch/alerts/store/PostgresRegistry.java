package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citywatch.alerts.area.Area;
import io.citywatch.alerts.registry.DeviceLedgers;
import io.citywatch.alerts.registry.DutyStore;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.registry.SightingStore;
import io.citywatch.alerts.store.RegistryTable.Column;
import io.citywatch.alerts.store.RegistryTable.Shape;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeviceLedger;
import io.citywatch.model.registry.Device;
import io.citywatch.model.registry.Elder;
import io.citywatch.model.registry.Responder;
import io.citywatch.model.registry.Vehicle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The registry's tables. Thread-safe. */
public final class PostgresRegistry implements DutyStore, SightingStore {
    /** Where the city is, unless told otherwise. */
    public static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    private final Database database;
    private final Clock clock;
    private final ZoneId zone;
    private final DeviceLedgers ledgers;

    public PostgresRegistry(Database database) {
        this(database, Clock.systemUTC(), DEFAULT_ZONE, new DeviceLedgers());
    }

    /**
     * @param zone of the city, in which shifts are meant
     * @param ledgers what devices published, which no table has
     */
    public PostgresRegistry(Database database, Clock clock, ZoneId zone, DeviceLedgers ledgers) {
        this.database = database;
        this.clock = clock;
        this.zone = zone;
        this.ledgers = ledgers;
    }

    public RegistryStore<Device> devices() {
        List<Column<Device>> columns = List.of(
                new Column<>("kind", device -> device.kind().text()),
                new Column<>("lat", Device::lat),
                new Column<>("lon", Device::lon),
                new Column<>("premises", Device::premises),
                new Column<>("elder", Device::elder),
                new Column<>("alarm_level", Device::alarmLevel),
                new Column<>("interval_seconds", Device::intervalSeconds));
        return new RegistryTable<>(
                database,
                RegistryKind.DEVICE,
                new Shape<>(
                        "devices",
                        columns,
                        "responders",
                        null,
                        Map.of("kind", "thing.kind = :kind"),
                        ", thing.state, thing.last_seen_at",
                        "",
                        withCounts(Map.of("state", "ACTIVE"), DeviceLedger.empty("")),
                        this::deviceFacts));
    }

    public RegistryStore<Elder> elders() {
        List<Column<Elder>> columns = List.of(
                new Column<>("name", Elder::name),
                new Column<>("lat", Elder::lat),
                new Column<>("lon", Elder::lon),
                new Column<>("address", Elder::address),
                new Column<>("terminal", Elder::terminal));
        return new RegistryTable<>(
                database,
                RegistryKind.ELDER,
                new Shape<>("elders", columns, null, null, Map.of(), "", "", Map.of(), (row, elder) -> Map.of()));
    }

    public RegistryStore<Vehicle> vehicles() {
        Column<Vehicle> tag = new Column<>("tag", Vehicle::tag);
        return new RegistryTable<>(
                database,
                RegistryKind.VEHICLE,
                new Shape<>(
                        "vehicles",
                        List.of(tag),
                        null,
                        tag,
                        Map.of(
                                "stolen",
                                "(theft.plate IS NOT NULL) = cast(:stolen AS boolean)",
                                "plate",
                                "starts_with(thing.plate, :plate)"),
                        ", theft.body::text AS theft",
                        "LEFT JOIN theft_reports theft ON theft.plate = thing.plate AND theft.ended_at IS NULL",
                        Map.of(),
                        (row, vehicle) -> vehicleFacts(row)));
    }

    public RegistryStore<Responder> responders() {
        List<Column<Responder>> columns = List.of(
                new Column<>("name", Responder::name),
                new Column<>(
                        "roles",
                        responder -> responder.roles().stream()
                                .map(Responder.Role::text)
                                .toList()),
                new Column<>("skills", responder -> Objects.requireNonNullElse(responder.skills(), List.of())),
                new Column<>(
                        "mode",
                        responder -> Objects.requireNonNullElse(responder.mode(), Responder.Mode.FOOT)
                                .text()),
                new Column<>("lat", Responder::lat),
                new Column<>("lon", Responder::lon),
                new Column<>("unit", Responder::unit),
                new Column<>("serves", "cast(:serves AS int4multirange)", WeekMinutes::of));
        return new RegistryTable<>(
                database,
                RegistryKind.RESPONDER,
                new Shape<>(
                        "responders",
                        columns,
                        "devices",
                        null,
                        Map.of(),
                        ", thing.state, thing.on_duty, place.ts AS place_ts, place.lat AS place_lat,"
                                + " place.lon AS place_lon, place.accuracy AS place_accuracy",
                        "LEFT JOIN responder_positions place ON place.responder = thing.id",
                        Map.of("state", "ACTIVE", "onDuty", true),
                        this::responderFacts));
    }

    public RegistryStore<Area> areas() {
        List<Column<Area>> columns =
                List.of(new Column<>("level", area -> area.level().text()), new Column<>("parent", Area::parent));
        return new RegistryTable<>(
                database,
                RegistryKind.AREA,
                new Shape<>(
                        "areas",
                        columns,
                        null,
                        null,
                        Map.of("level", "thing.level = :level", "parent", "thing.parent = :parent"),
                        "",
                        "",
                        Map.of(),
                        (row, area) -> Map.of()));
    }

    @Override
    public boolean setOnDuty(Transaction transaction, String responder, boolean onDuty, Instant now) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE responders SET on_duty = ?, updated_at = ? WHERE id = ?",
                                onDuty,
                                now.atOffset(ZoneOffset.UTC),
                                responder)
                == 1;
    }

    @Override
    public List<String> markSeen(Map<String, Instant> seenAt) {
        List<String> ids = new ArrayList<>();
        List<Long> millis = new ArrayList<>();
        // In one order everywhere, so that two batches never wait for each other in a circle.
        seenAt.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            ids.add(entry.getKey());
            millis.add(entry.getValue().toEpochMilli());
        });
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("UPDATE devices SET last_seen_at = to_timestamp(seen.at / 1000.0)"
                        + " FROM unnest(:ids, :millis) AS seen (id, at)"
                        + " WHERE devices.id = seen.id AND (last_seen_at IS NULL"
                        + " OR last_seen_at < to_timestamp(seen.at / 1000.0)) RETURNING devices.id")
                .bindArray("ids", String.class, ids)
                .bindArray("millis", Long.class, millis)
                .mapTo(String.class)
                .list());
    }

    private Map<String, Object> deviceFacts(ResultSet row, Device device) throws SQLException {
        DeviceLedger ledger = ledgers.of(device.id());
        Map<String, Object> facts = withCounts(Map.of("state", row.getString("state")), ledger);
        OffsetDateTime seen = row.getObject("last_seen_at", OffsetDateTime.class);
        // Connections and events come by the quick way; what a device measures comes by the ledger.
        Stream.of(seen == null ? null : seen.toInstant(), ledger.lastReceivedAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .ifPresent(newest -> facts.put("lastSeenAt", newest));
        return facts;
    }

    private static Map<String, Object> withCounts(Map<String, Object> others, DeviceLedger ledger) {
        Map<String, Object> facts = new LinkedHashMap<>(others);
        facts.put("published", ledger.published());
        facts.put("stored", ledger.stored());
        facts.put("missing", ledger.missing());
        facts.put("missingSeqs", ledger.missingSeqs());
        return facts;
    }

    private static Map<String, Object> vehicleFacts(ResultSet row) throws SQLException {
        String theft = row.getString("theft");
        if (theft == null) {
            return Map.of();
        }
        try {
            return Map.of("theftReport", Json.mapper().readTree(theft));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("theft report of " + row.getString("id") + ": not JSON", e);
        }
    }

    private Map<String, Object> responderFacts(ResultSet row, Responder responder) throws SQLException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", row.getString("state"));
        facts.put("onDuty", row.getBoolean("on_duty"));
        facts.put("inShift", responder.servesAt(LocalDateTime.ofInstant(clock.instant(), zone)));
        OffsetDateTime ts = row.getObject("place_ts", OffsetDateTime.class);
        if (ts != null) {
            Map<String, Object> place = new LinkedHashMap<>();
            place.put("ts", ts.toInstant());
            place.put("lat", row.getDouble("place_lat"));
            place.put("lon", row.getDouble("place_lon"));
            Double accuracy = row.getObject("place_accuracy", Double.class);
            if (accuracy != null) {
                place.put("accuracy", accuracy);
            }
            facts.put("position", place);
        }
        return facts;
    }
}
