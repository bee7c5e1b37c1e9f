package io.citywatch.alerts.testing;

import io.citywatch.alerts.store.Database;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Registers people and devices straight into the tables of the registry. */
public final class City {
    /** The middle of the tests' city. */
    public static final Position CENTRE = new Position(23.354, 116.682);

    private final Database database;

    public City(Database database) {
        this.database = database;
    }

    /** So many metres north and east of the centre. */
    public static Position at(double north, double east) {
        double perDegree = 111_195;
        return new Position(
                CENTRE.lat() + north / perDegree,
                CENTRE.lon() + east / (perDegree * Math.cos(Math.toRadians(CENTRE.lat()))));
    }

    public void elder(String id, String name, String terminal, Position home, String address) {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "INSERT INTO elders (id, name, lat, lon, address, terminal, body, created_at, updated_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, '{}', now(), now())",
                    id,
                    name,
                    home.lat(),
                    home.lon(),
                    address,
                    terminal);
        });
        device(terminal, "call-terminal", home, Map.of("elder", id));
    }

    public void smokeSensor(String id, Position place, Map<String, Object> more) {
        device(id, "smoke-sensor", place, more);
    }

    public void reader(String id, Position place, String name) {
        device(id, "tag-reader", place, Map.of("name", name));
    }

    private void device(String id, String kind, Position place, Map<String, Object> more) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO devices (id, kind, lat, lon, premises, elder, body, token_sha256, created_at,"
                                + " updated_at) VALUES (?, ?, ?, ?, ?, ?, cast(? AS jsonb), '', now(), now())",
                        id,
                        kind,
                        place.lat(),
                        place.lon(),
                        more.get("premises"),
                        more.get("elder"),
                        new String(Json.write(more), StandardCharsets.UTF_8)));
    }

    public void responder(String id, Position place, String mode, List<String> roles, List<String> skills) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "INSERT INTO responders (id, name, roles, skills, mode, lat, lon, body, token_sha256,"
                                        + " created_at, updated_at) VALUES (:id, :id, :roles, :skills, :mode, :lat, :lon, '{}',"
                                        + " :id, now(), now())")
                        .bind("id", id)
                        .bindArray("roles", String.class, roles)
                        .bindArray("skills", String.class, skills)
                        .bind("mode", mode)
                        .bind("lat", place.lat())
                        .bind("lon", place.lon())
                        .execute());
    }

    /** What somebody is reached by, besides the app. */
    public void phone(String responder, String number) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE responders SET body = jsonb_set(body, '{phone}', to_jsonb(?::text)) WHERE id = ?",
                        number,
                        responder));
    }

    /** What somebody wants to be reached by. */
    public void wants(String responder, String channelsJson) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE responders SET body = jsonb_set(body, '{channels}', ?::jsonb) WHERE id = ?",
                        channelsJson,
                        responder));
    }

    /** Where somebody was when the platform last heard of it. */
    public void fix(String responder, Position place, Instant receivedAt) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "INSERT INTO responder_positions (responder, ts, received_at, lat, lon, accuracy)"
                                        + " VALUES (:id, :at, :at, :lat, :lon, 5) ON CONFLICT (responder) DO UPDATE SET"
                                        + " ts = :at, received_at = :at, lat = :lat, lon = :lon")
                        .bind("id", responder)
                        .bind("at", receivedAt)
                        .bind("lat", place.lat())
                        .bind("lon", place.lon())
                        .execute());
    }

    public void duty(String responder, boolean onDuty) {
        database.jdbi()
                .useHandle(
                        handle -> handle.execute("UPDATE responders SET on_duty = ? WHERE id = ?", onDuty, responder));
    }
}
