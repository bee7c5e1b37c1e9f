package io.citywatch.alerts.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.citywatch.alerts.dispatch.OfferStep;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentStatus;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.alerts.incident.TimelineEntry;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.pursuit.PursuitView;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Family;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Elder;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Everything about one incident, out of its tables. */
final class IncidentDetailRows {
    private static final TypeReference<Map<String, Object>> EVIDENCE = new TypeReference<>() {};
    /** An outage rests on hundreds; nobody reads more than the newest of them. */
    private static final int MOST_DETECTIONS = 200;

    private IncidentDetailRows() {}

    /** @param travel by which a hunted vehicle gets on */
    static IncidentDetail detail(Handle handle, Incident incident, Travel travel, Instant now) {
        IncidentStatus status = incident.status();
        String id = incident.id();
        return new IncidentDetail(
                IncidentItem.inFull(incident, file(handle, incident.subject()), vehicle(handle, incident.subject())),
                status.level(),
                status.count(),
                status.outcome(),
                status.closedAt(),
                rows(
                        handle,
                        "SELECT id FROM incidents WHERE merged_into = :incident ORDER BY opened_at, id",
                        id,
                        (row, context) -> row.getString("id")),
                offers(handle, id),
                passedOver(handle, incident),
                assignments(handle, id),
                timeline(handle, id),
                status.stages(),
                detections(handle, id),
                incident.kind() == IncidentKind.THEFT ? track(handle, id) : null,
                incident.kind() == IncidentKind.THEFT && status.state().isOpen()
                        ? pursuit(handle, id, travel, now)
                        : null);
    }

    private static @Nullable PursuitView pursuit(Handle handle, String incident, Travel travel, Instant now) {
        Map<String, String> sent = new HashMap<>();
        handle.createQuery("SELECT need, responder FROM assignments WHERE incident = :incident AND ended_at IS NULL")
                .bind("incident", incident)
                .map((row, context) -> Map.entry(row.getString("need"), row.getString("responder")))
                .forEach(row -> sent.put(row.getKey(), row.getValue()));
        return PostgresPursuitStore.pursuit(handle, incident)
                .map(pursuit -> PursuitView.of(
                        pursuit,
                        PostgresPursuitStore.meetings(handle, incident).stream()
                                .map(meeting -> PursuitView.MeetingLine.of(meeting, sent.get(meeting.need())))
                                .toList(),
                        travel,
                        now))
                .orElse(null);
    }

    private static <T> List<T> rows(Handle handle, String sql, String incident, RowMapper<T> mapper) {
        return handle.createQuery(sql).bind("incident", incident).map(mapper).list();
    }

    private static Elder.@Nullable File file(Handle handle, IncidentSubject subject) {
        return subject.type().equals(IncidentSubject.PERSON)
                ? handle.createQuery("SELECT body ->> 'file' FROM elders WHERE id = :id")
                        .bind("id", subject.id())
                        .mapTo(String.class)
                        .findOne()
                        .map(json -> read(json, Elder.File.class))
                        .orElse(null)
                : null;
    }

    private static IncidentItem.@Nullable VehicleFile vehicle(Handle handle, IncidentSubject subject) {
        return subject.type().equals(IncidentSubject.VEHICLE)
                ? handle.createQuery("SELECT body::text FROM vehicles WHERE plate = :id")
                        .bind("id", subject.id())
                        .mapTo(String.class)
                        .findOne()
                        .map(json -> read(json, IncidentItem.VehicleFile.class))
                        .orElse(null)
                : null;
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("registry: a body is not a " + type.getSimpleName(), e);
        }
    }

    private static Map<String, List<IncidentDetail.NotificationLine>> notifications(Handle handle, String incident) {
        Map<String, List<IncidentDetail.NotificationLine>> byOffer = new HashMap<>();
        handle.createQuery("""
                        SELECT offer, channel, state, changed_at, reason FROM notifications WHERE incident = :incident
                        ORDER BY array_position(ARRAY['push', 'call', 'sms'], channel)
                        """)
                .bind("incident", incident)
                .map((row, context) -> Map.entry(
                        row.getString("offer"),
                        new IncidentDetail.NotificationLine(
                                row.getString("channel"),
                                row.getString("state"),
                                IncidentRows.always(row, "changed_at"),
                                row.getString("reason"))))
                .forEach(row -> byOffer.computeIfAbsent(row.getKey(), offer -> new ArrayList<>())
                        .add(row.getValue()));
        return byOffer;
    }

    private static List<IncidentDetail.OfferLine> offers(Handle handle, String incident) {
        Map<String, List<IncidentDetail.NotificationLine>> notifications = notifications(handle, incident);
        return rows(
                handle,
                "SELECT * FROM offers WHERE incident = :incident ORDER BY offered_at, travel_seconds, id",
                incident,
                (row, context) -> new IncidentDetail.OfferLine(
                        row.getString("id"),
                        row.getString("responder"),
                        OfferStep.valueOf(row.getString("state")).wire().name(),
                        row.getLong("distance_meters"),
                        row.getLong("travel_seconds"),
                        row.getString("because"),
                        notifications.getOrDefault(row.getString("id"), List.of())));
    }

    private static List<IncidentDetail.PassedOverLine> passedOver(Handle handle, Incident incident) {
        return handle.createQuery("""
                        SELECT p.*, n.role FROM passed_over p JOIN needs n ON n.id = p.need
                        WHERE p.incident = :incident AND p.epoch = :epoch ORDER BY n.position, p.travel_seconds
                        """)
                .bind("incident", incident.id())
                .bind("epoch", incident.epoch())
                .map((row, context) -> new IncidentDetail.PassedOverLine(
                        row.getString("responder"),
                        row.getString("role"),
                        IncidentRows.always(row, "at"),
                        row.getLong("distance_meters"),
                        row.getLong("travel_seconds"),
                        row.getString("reason")))
                .list();
    }

    private static List<IncidentDetail.AssignmentLine> assignments(Handle handle, String incident) {
        return rows(
                handle,
                "SELECT * FROM assignments WHERE incident = :incident ORDER BY assigned_at, offer",
                incident,
                (row, context) -> new IncidentDetail.AssignmentLine(
                        row.getString("offer"),
                        row.getString("responder"),
                        row.getString("state"),
                        IncidentRows.always(row, "assigned_at"),
                        IncidentRows.instant(row, "en_route_at"),
                        IncidentRows.instant(row, "arrived_at"),
                        IncidentRows.instant(row, "ended_at"),
                        row.getObject("ended_at") == null ? row.getObject("eta_seconds", Long.class) : null,
                        row.getObject("ended_at") == null ? IncidentRows.instant(row, "eta_at") : null));
    }

    private static List<TimelineEntry> timeline(Handle handle, String incident) {
        return rows(
                handle,
                "SELECT at, actor, what, cause FROM timeline WHERE incident = :incident ORDER BY id",
                incident,
                (row, context) -> new TimelineEntry(
                        IncidentRows.always(row, "at"),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("cause")));
    }

    private static List<IncidentDetail.DetectionLine> detections(Handle handle, String incident) {
        return rows(
                handle,
                "SELECT id, rule, phase, severity, at, devices, evidence::text AS evidence FROM detections"
                        + " WHERE incident = :incident AND raised ORDER BY at DESC, id LIMIT " + MOST_DETECTIONS,
                incident,
                (row, context) -> new IncidentDetail.DetectionLine(
                        row.getString("id"),
                        row.getString("rule"),
                        row.getString("phase"),
                        Severity.valueOf(row.getString("severity")),
                        IncidentRows.always(row, "at"),
                        devices(row),
                        evidence(row.getString("evidence"))));
    }

    private static @Nullable List<String> devices(ResultSet row) throws SQLException {
        Array devices = row.getArray("devices");
        boolean isOfVehicle = Rule.valueOf(row.getString("rule")).family() == Family.VEHICLE;
        return devices == null || isOfVehicle ? null : List.of((String[]) devices.getArray());
    }

    private static Map<String, Object> evidence(String json) {
        try {
            return Json.mapper().readValue(json, EVIDENCE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detection's evidence is not an object", e);
        }
    }

    private static List<IncidentDetail.Reading> track(Handle handle, String incident) {
        return rows(
                handle,
                "SELECT ts, reader, lat, lon FROM case_points WHERE incident = :incident ORDER BY ts, reader",
                incident,
                (row, context) -> new IncidentDetail.Reading(
                        IncidentRows.always(row, "ts"),
                        row.getString("reader"),
                        row.getDouble("lat"),
                        row.getDouble("lon")));
    }
}
