package io.citywatch.alerts.store;

import io.citywatch.alerts.dispatch.Need;
import io.citywatch.alerts.dispatch.NeedState;
import io.citywatch.alerts.dispatch.Offer;
import io.citywatch.alerts.dispatch.OfferStep;
import io.citywatch.alerts.dispatch.Reach;
import io.citywatch.model.registry.Responder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

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

    /** The person has the offer, by whatever channel; false if it is no offer to this person. */
    static boolean delivered(Transaction transaction, String responder, String offer, Instant at) {
        return transaction
                        .handle()
                        .createUpdate("""
                        UPDATE offers SET delivered_at = coalesce(delivered_at, :at), unreached = false,
                            state = CASE WHEN state IN ('QUEUED', 'SENT') THEN 'DELIVERED' ELSE state END
                        WHERE id = :id AND responder = :responder
                        """)
                        .bind("id", offer)
                        .bind("responder", responder)
                        .bind("at", at)
                        .execute()
                == 1;
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
