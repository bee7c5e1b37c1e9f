package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.pursuit.Meeting;
import io.citywatch.alerts.pursuit.Pursuit;
import io.citywatch.alerts.pursuit.PursuitStore;
import io.citywatch.model.Position;
import io.citywatch.model.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Pursuits out of the detections' evidence, and meetings in a table of their own. */
public final class PostgresPursuitStore implements PursuitStore {
    /** The reads themselves name the reader; its place is the registry's. */
    private static final String NEWEST = """
            SELECT d.at, d.evidence::text AS evidence, r.lat, r.lon
            FROM detections d JOIN devices r ON r.id = d.evidence ->> 'reader'
            WHERE d.incident = :incident AND d.raised AND d.evidence ? 'nextReaders'
            ORDER BY d.at DESC, d.id LIMIT 1
            """.replace("?", "??");

    private record Place(String name, Position position) {}

    @Override
    public Optional<Pursuit> pursuit(Transaction transaction, String incident) {
        return pursuit(transaction.handle(), incident);
    }

    static Optional<Pursuit> pursuit(Handle handle, String incident) {
        return handle.createQuery(NEWEST)
                .bind("incident", incident)
                .map((row, context) -> read(handle, row))
                .findOne();
    }

    private static Pursuit read(Handle handle, ResultSet row) throws SQLException {
        JsonNode evidence = json(row.getString("evidence"));
        Instant at = IncidentRows.always(row, "at");
        List<String> ids = new ArrayList<>();
        evidence.path("nextReaders").forEach(next -> ids.add(next.path("reader").asText()));
        Map<String, Place> places = places(handle, ids);
        List<Pursuit.Likely> likely = new ArrayList<>();
        for (JsonNode next : evidence.path("nextReaders")) {
            Place place = places.get(next.path("reader").asText());
            // A reader that was withdrawn meanwhile has no place.
            if (place != null && next.path("probability").isNumber()) {
                likely.add(new Pursuit.Likely(
                        next.path("reader").asText(),
                        place.name(),
                        place.position(),
                        next.path("probability").asDouble(),
                        at.plusSeconds(next.path("seconds").asLong())));
            }
        }
        return new Pursuit(
                at,
                evidence.path("reader").asText(),
                new Position(row.getDouble("lat"), row.getDouble("lon")),
                evidence.path("headingDegrees").isNumber()
                        ? evidence.path("headingDegrees").asDouble()
                        : null,
                evidence.path("speedKmh").isNumber() ? evidence.path("speedKmh").asDouble() : null,
                likely);
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detection's evidence is not JSON", e);
        }
    }

    private static Map<String, Place> places(Handle handle, List<String> readers) {
        Map<String, Place> places = new HashMap<>();
        handle.createQuery(
                        "SELECT id, coalesce(body ->> 'name', id) AS name, lat, lon FROM devices WHERE id = ANY(:ids)")
                .bindArray("ids", String.class, readers)
                .map((row, context) -> Map.entry(
                        row.getString("id"),
                        new Place(row.getString("name"), new Position(row.getDouble("lat"), row.getDouble("lon")))))
                .forEach(place -> places.put(place.getKey(), place.getValue()));
        return places;
    }

    @Override
    public List<Meeting> meetings(Transaction transaction, String incident) {
        return meetings(transaction.handle(), incident);
    }

    static List<Meeting> meetings(Handle handle, String incident) {
        return handle.createQuery("""
                        SELECT m.* FROM meetings m JOIN needs n ON n.id = m.need JOIN incidents i ON i.id = n.incident
                        WHERE m.incident = :incident AND n.epoch = i.epoch ORDER BY n.position
                        """)
                .bind("incident", incident)
                .map((row, context) -> meeting(row))
                .list();
    }

    @Override
    public Optional<Meeting> meeting(Transaction transaction, String need) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM meetings WHERE need = :need")
                .bind("need", need)
                .map((row, context) -> meeting(row))
                .findOne();
    }

    @Override
    public void save(Transaction transaction, Meeting meeting) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO meetings (need, incident, reader, name, lat, lon, probability, due_at)
                        VALUES (:need, :incident, :reader, :name, :lat, :lon, :probability, :dueAt)
                        ON CONFLICT (need) DO UPDATE SET reader = excluded.reader, name = excluded.name,
                            lat = excluded.lat, lon = excluded.lon, probability = excluded.probability,
                            due_at = excluded.due_at
                        """)
                .bind("need", meeting.need())
                .bind("incident", meeting.incident())
                .bind("reader", meeting.reader())
                .bind("name", meeting.name())
                .bind("lat", meeting.position().lat())
                .bind("lon", meeting.position().lon())
                .bind("probability", meeting.probability())
                .bind("dueAt", meeting.dueAt())
                .execute();
    }

    private static Meeting meeting(ResultSet row) throws SQLException {
        return new Meeting(
                row.getString("need"),
                row.getString("incident"),
                row.getString("reader"),
                row.getString("name"),
                new Position(row.getDouble("lat"), row.getDouble("lon")),
                row.getDouble("probability"),
                IncidentRows.always(row, "due_at"));
    }
}
