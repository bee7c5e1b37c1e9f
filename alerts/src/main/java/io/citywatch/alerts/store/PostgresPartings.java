package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.citywatch.alerts.incident.Grounds;
import io.citywatch.alerts.intake.Kept;
import io.citywatch.alerts.intake.Partings;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The way back from merges, in PostgreSQL. */
public final class PostgresPartings implements Partings {
    private static final TypeReference<Map<String, Object>> EVIDENCE = new TypeReference<>() {};

    private static final String MERGED = """
            WITH RECURSIVE part AS (
                SELECT cast(:id AS text) AS id
                UNION
                SELECT i.id FROM incidents i JOIN part ON i.merged_into = part.id AND i.state = 'MERGED')
            SELECT id FROM part
            """;

    private static final String GIVE_BACK = """
            UPDATE detections SET incident = :back, origin = CASE WHEN origin = :back THEN NULL ELSE origin END
            WHERE incident = :home AND (origin = ANY(:merged) OR scope_key = ANY(:keys))
            RETURNING *
            """;

    @Override
    public Set<String> toldApartFrom(Transaction transaction, String incident) {
        return transaction
                .handle()
                .createQuery("SELECT other FROM told_apart WHERE incident = :incident")
                .bind("incident", incident)
                .mapTo(String.class)
                .set();
    }

    @Override
    public void tellApart(Transaction transaction, String incident, String other, String by, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        INSERT INTO told_apart (incident, other, at, told_by)
                        VALUES (:one, :other, :now, :by), (:other, :one, :now, :by) ON CONFLICT DO NOTHING
                        """)
                .bind("one", incident)
                .bind("other", other)
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    @Override
    public void forget(Transaction transaction, String incident, String other) {
        transaction
                .handle()
                .createUpdate("DELETE FROM told_apart WHERE (incident, other) IN ((:one, :other), (:other, :one))")
                .bind("one", incident)
                .bind("other", other)
                .execute();
    }

    @Override
    public void inherit(Transaction transaction, String from, String to) {
        transaction.handle().createUpdate("""
                        INSERT INTO told_apart (incident, other, at, told_by)
                        SELECT :to, other, at, told_by FROM told_apart WHERE incident = :from AND other <> :to
                        UNION ALL
                        SELECT other, :to, at, told_by FROM told_apart WHERE incident = :from AND other <> :to
                        ON CONFLICT DO NOTHING
                        """).bind("from", from).bind("to", to).execute();
    }

    @Override
    public List<String> mergedInto(Transaction transaction, String incident) {
        return transaction
                .handle()
                .createQuery(MERGED)
                .bind("id", incident)
                .mapTo(String.class)
                .list();
    }

    @Override
    public List<String> keysOf(Transaction transaction, Collection<String> incidents) {
        return transaction
                .handle()
                .createQuery("SELECT DISTINCT key FROM incident_keys WHERE incident = ANY(:incidents) ORDER BY key")
                .bindArray("incidents", String.class, List.copyOf(incidents))
                .mapTo(String.class)
                .list();
    }

    @Override
    public void dropKeys(Transaction transaction, Collection<String> incidents, Collection<String> keys) {
        transaction
                .handle()
                .createUpdate("""
                        DELETE FROM incident_keys WHERE incident = ANY(:incidents) AND key = ANY(:keys)
                          AND key IS DISTINCT FROM (SELECT i.key FROM incidents i WHERE i.id = incident_keys.incident)
                        """)
                .bindArray("incidents", String.class, List.copyOf(incidents))
                .bindArray("keys", String.class, List.copyOf(keys))
                .execute();
    }

    @Override
    public Grounds giveBack(
            Transaction transaction, String home, String back, Collection<String> merged, Collection<String> keys) {
        return grounds(transaction
                .handle()
                .createQuery(GIVE_BACK)
                .bind("home", home)
                .bind("back", back)
                .bindArray("merged", String.class, List.copyOf(merged))
                .bindArray("keys", String.class, List.copyOf(keys))
                .map((row, context) -> kept(row))
                .list());
    }

    @Override
    public Grounds groundsOf(Transaction transaction, String incident) {
        return grounds(keptOf(transaction, incident));
    }

    private static Grounds grounds(List<Kept> all) {
        Set<String> rules = new LinkedHashSet<>();
        Set<String> devices = new LinkedHashSet<>();
        int count = 0;
        Severity highest = Severity.P4;
        for (Kept one : all) {
            if (one.shownOnly()) {
                continue;
            }
            Detection detection = one.detection();
            count++;
            rules.add(detection.rule().name());
            detection.devices().forEach(device -> devices.add(device.value()));
            devices.add(detection.device().value());
            highest = one.cleared() ? highest : highest.orHigher(detection.severity());
        }
        return new Grounds(List.copyOf(rules), List.copyOf(devices), count, highest);
    }

    @Override
    public List<Kept> keptOf(Transaction transaction, String incident) {
        return transaction
                .handle()
                .createQuery("SELECT * FROM detections WHERE incident = :incident AND raised ORDER BY taken_at, id")
                .bind("incident", incident)
                .map((row, context) -> kept(row))
                .list();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        DeviceId device = new DeviceId(row.getString("device"));
        String subject = row.getString("subject_id");
        Instant received = IncidentRows.always(row, "received_at");
        Instant taken = IncidentRows.always(row, "taken_at");
        Detection detection = new Detection(
                row.getString("id"),
                row.getLong("revision"),
                Rule.valueOf(row.getString("rule")),
                Phase.RAISED,
                Severity.valueOf(row.getString("severity")),
                subject == null ? Subject.device(device.value()) : new Subject(row.getString("subject_type"), subject),
                row.getString("key"),
                devices(row, device),
                IncidentRows.position(row, "lat", "lon"),
                IncidentRows.always(row, "at"),
                device,
                row.getString("identity"),
                evidence(row.getString("evidence")),
                IncidentRows.texts(row, "causes"),
                new Stages(IncidentRows.always(row, "at"), received, received, taken));
        return new Kept(
                detection,
                row.getString("scope_key"),
                row.getString("origin"),
                row.getBoolean("cleared"),
                row.getBoolean("shown_only"));
    }

    private static List<DeviceId> devices(ResultSet row, DeviceId device) throws SQLException {
        List<DeviceId> devices = new ArrayList<>();
        if (row.getArray("devices") != null) {
            Arrays.stream((String[]) row.getArray("devices").getArray())
                    .map(DeviceId::new)
                    .forEach(devices::add);
        }
        if (!devices.contains(device)) {
            devices.add(device);
        }
        return devices;
    }

    private static Map<String, Object> evidence(String json) {
        try {
            return Json.mapper().readValue(json, EVIDENCE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detection's evidence is not an object", e);
        }
    }

    @Override
    public void move(Transaction transaction, Collection<String> detections, String incident) {
        transaction
                .handle()
                .createUpdate("UPDATE detections SET incident = :incident, origin = NULL WHERE id = ANY(:ids)")
                .bind("incident", incident)
                .bindArray("ids", String.class, List.copyOf(detections))
                .execute();
    }
}
