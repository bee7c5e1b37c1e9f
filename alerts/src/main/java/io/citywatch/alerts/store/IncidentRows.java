package io.citywatch.alerts.store;

import io.citywatch.alerts.incident.Attention;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentFacts;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStatus;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.alerts.incident.StageTimes;
import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Family;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table of incidents as an incident. */
final class IncidentRows {
    private IncidentRows() {}

    static Incident read(ResultSet row) throws SQLException {
        return new Incident(facts(row), status(row), true);
    }

    private static IncidentFacts facts(ResultSet row) throws SQLException {
        return new IncidentFacts(
                row.getString("id"),
                IncidentKind.of(row.getString("kind")),
                row.getString("key"),
                Family.valueOf(row.getString("family").toUpperCase(Locale.ROOT)),
                new IncidentSubject(
                        row.getString("subject_type"),
                        row.getString("subject_id"),
                        row.getString("subject_name"),
                        row.getString("address")),
                row.getString("grid"),
                row.getString("unit"),
                always(row, "opened_at"));
    }

    private static IncidentStatus status(ResultSet row) throws SQLException {
        double lat = row.getDouble("lat");
        boolean placed = !row.wasNull();
        return new IncidentStatus(
                Severity.valueOf(row.getString("severity")),
                IncidentState.valueOf(row.getString("state")),
                row.getBoolean("acknowledged"),
                row.getBoolean("active"),
                row.getInt("epoch"),
                row.getInt("level"),
                row.getInt("count"),
                placed ? new Position(lat, row.getDouble("lon")) : null,
                row.getDouble("uncertainty"),
                texts(row, "rules"),
                texts(row, "devices"),
                new StageTimes(
                        instant(row, "stage_measured"),
                        instant(row, "stage_received"),
                        instant(row, "stage_logged"),
                        instant(row, "stage_detected"),
                        instant(row, "stage_opened"),
                        instant(row, "stage_offered"),
                        instant(row, "stage_accepted"),
                        instant(row, "stage_arrived")),
                always(row, "evidence_at"),
                instant(row, "closed_at"),
                row.getString("outcome"),
                row.getString("merged_into"),
                new Attention(
                        row.getString("owner"),
                        row.getInt("escalation"),
                        always(row, "attention_at"),
                        instant(row, "held_until")));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Position position(ResultSet row, String lat, String lon) throws SQLException {
        Double north = number(row, lat);
        Double east = number(row, lon);
        return north == null || east == null ? null : new Position(north, east);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** A time that the table never lacks. */
    static Instant always(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
