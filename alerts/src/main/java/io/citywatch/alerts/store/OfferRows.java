package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.Need;
import io.citywatch.alerts.dispatch.NeedState;
import io.citywatch.alerts.dispatch.Offer;
import io.citywatch.alerts.dispatch.OfferStep;
import io.citywatch.alerts.dispatch.Reach;
import io.citywatch.model.registry.Responder;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the tables of needs and offers. */
final class OfferRows {
    private OfferRows() {}

    static Need need(ResultSet row) throws SQLException {
        return new Need(
                row.getString("id"),
                row.getString("incident"),
                row.getInt("epoch"),
                row.getInt("level"),
                row.getInt("position"),
                Responder.Role.of(row.getString("role")),
                row.getString("skill"),
                NeedState.valueOf(row.getString("state")),
                row.getString("offer"),
                row.getBoolean("nobody_free"),
                row.getString("beside"),
                Reach.valueOf(row.getString("reach")));
    }

    static Offer offer(ResultSet row) throws SQLException {
        return new Offer(
                row.getString("id"),
                row.getString("incident"),
                row.getInt("epoch"),
                row.getString("need"),
                row.getString("responder"),
                OfferStep.valueOf(row.getString("state")),
                row.getLong("revision"),
                row.getBoolean("settled"),
                row.getLong("distance_meters"),
                row.getLong("travel_seconds"),
                row.getString("because"),
                IncidentRows.always(row, "deadline"),
                IncidentRows.always(row, "offered_at"),
                IncidentRows.instant(row, "delivered_at"),
                IncidentRows.instant(row, "answered_at"),
                IncidentRows.instant(row, "ended_at"),
                row.getString("reason"));
    }
}
