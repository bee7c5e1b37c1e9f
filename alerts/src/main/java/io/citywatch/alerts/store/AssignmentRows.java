package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.Assignment;
import io.citywatch.alerts.dispatch.AssignmentState;
import io.citywatch.alerts.dispatch.Seen;
import io.citywatch.alerts.dispatch.Sight;
import io.citywatch.model.Position;
import io.citywatch.model.registry.Responder;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.Update;

/** Rows of the table of assignments, and where their people are. */
final class AssignmentRows {
    static final String SEEN = """
            SELECT r.name, r.roles, r.mode, p.lat, p.lon, p.received_at, p.accuracy
            FROM responders r LEFT JOIN responder_positions p ON p.responder = r.id WHERE r.id = :id
            """;

    private AssignmentRows() {}

    static Seen seen(ResultSet row) throws SQLException {
        return new Seen(
                row.getString("name"),
                IncidentRows.texts(row, "roles"),
                Responder.Mode.of(row.getString("mode")),
                IncidentRows.position(row, "lat", "lon"),
                IncidentRows.instant(row, "received_at"),
                IncidentRows.number(row, "accuracy"));
    }

    static Update bind(Update update, Sight sight) {
        Position from = sight.from();
        return update.bind("promised", sight.promisedSeconds())
                .bind("etaSeconds", sight.etaSeconds())
                .bind("etaAt", sight.etaAt())
                .bind("fromLat", from == null ? null : (Double) from.lat())
                .bind("fromLon", from == null ? null : (Double) from.lon())
                .bind("wordAt", sight.wordAt())
                .bind("asked", sight.asked());
    }

    static Assignment read(ResultSet row) throws SQLException {
        return new Assignment(
                row.getString("offer"),
                row.getString("incident"),
                row.getString("need"),
                row.getString("responder"),
                AssignmentState.valueOf(row.getString("state")),
                IncidentRows.always(row, "assigned_at"),
                IncidentRows.instant(row, "en_route_at"),
                IncidentRows.instant(row, "arrived_at"),
                IncidentRows.instant(row, "ended_at"),
                new Sight(
                        row.getLong("promised_seconds"),
                        row.getObject("eta_seconds", Long.class),
                        IncidentRows.instant(row, "eta_at"),
                        IncidentRows.position(row, "from_lat", "from_lon"),
                        IncidentRows.always(row, "word_at"),
                        row.getInt("asked")));
    }
}
