package io.citywatch.model.message;

import io.citywatch.model.Position;
import io.citywatch.model.Required;
import io.citywatch.model.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An offer or its next revision, as the responder's phone gets it on {@code responders/{id}/offers}. What identifies a
 * person or a door is there only after acceptance.
 *
 * @param revision a phone ignores revisions not above its last
 * @param kind of the incident: {@code elder-emergency}, {@code fire}, ...
 * @param area the centre of the 500 m cell that holds the place
 * @param distanceMeters from the responder to the place
 * @param travelSeconds the time that it should take
 * @param deadline answer until then
 * @param drill true if this is an exercise
 * @param position after acceptance only
 * @param address after acceptance only
 * @param subject the person or device to look for; after acceptance only
 * @param instructions what to do; after acceptance only
 */
public record OfferMessage(
        String id,
        String incident,
        long revision,
        OfferState state,
        String kind,
        Severity severity,
        Position area,
        long distanceMeters,
        long travelSeconds,
        Instant deadline,
        boolean drill,
        @Nullable Position position,
        @Nullable String address,
        @Nullable String subject,
        @Nullable String instructions) {
    /** @throws IllegalArgumentException if a field is missing, or tells of a person before the acceptance */
    public OfferMessage {
        Required.check("id", id, "the offer's id");
        Required.check("incident", incident, "the incident's id");
        Required.check("state", state, "OFFERED, ACCEPTED, DECLINED, EXPIRED or WITHDRAWN");
        Required.check("kind", kind, "the incident's kind");
        Required.check("severity", severity, "P1 to P4");
        Required.check("area", area, "lat and lon");
        Required.check("deadline", deadline, "epoch milliseconds");
        boolean tells = position != null || address != null || subject != null || instructions != null;
        if (tells && (state == OfferState.OFFERED || state == OfferState.DECLINED || state == OfferState.EXPIRED)) {
            throw new IllegalArgumentException("state: " + state
                    + " (expected: ACCEPTED, of an offer with position, address, subject or" + " instructions)");
        }
    }
}
