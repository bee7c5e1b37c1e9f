package io.citywatch.alerts.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one incident; the subject in full.
 *
 * @param item the same fields as in the list, but the subject's name is not masked
 * @param count how many alarms it rests on
 * @param outcome what it was closed with
 */
public record IncidentDetail(
        @JsonUnwrapped IncidentItem item,
        int level,
        int count,
        @Nullable String outcome,
        @Nullable Instant closedAt,
        List<OfferLine> offers,
        List<AssignmentLine> assignments,
        List<TimelineEntry> timeline,
        StageTimes stages) {
    /**
     * What was put to whom, and why.
     *
     * @param state OFFERED, ACCEPTED, DECLINED, EXPIRED or WITHDRAWN
     */
    public record OfferLine(
            String id, String responder, String state, long distanceMeters, long travelSeconds, String because) {}

    /** The live event of an offer: its line, and the id of the incident. */
    public record OfferEvent(@JsonUnwrapped OfferLine offer, String incident) {}

    /** An accepted offer. */
    public record AssignmentLine(
            String offer,
            String responder,
            String state,
            Instant assignedAt,
            @Nullable Instant enRouteAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant endedAt) {}

    /** Where the seconds went, of the newest opening. */
    public record StageTimes(
            @Nullable Instant measured,
            @Nullable Instant received,
            @Nullable Instant logged,
            @Nullable Instant detected,
            @Nullable Instant opened,
            @Nullable Instant offered,
            @Nullable Instant accepted,
            @Nullable Instant arrived) {}
}
