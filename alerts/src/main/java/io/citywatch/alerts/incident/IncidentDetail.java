package io.citywatch.alerts.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.citywatch.alerts.pursuit.PursuitView;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one incident; the subject in full.
 *
 * @param item the same fields as in the list, but the subject's name is not masked
 * @param count how many alarms it rests on
 * @param outcome what it was closed with
 * @param merged the incidents that go on as this one
 * @param detections what it rests on, each with its newest evidence; the newest first
 * @param passedOver who was nearer and is not asked, and why; of this opening
 * @param track where a hunted vehicle was read so far, the oldest first; of a theft only
 * @param pursuit where it is likely to be next and who meets it there; of a theft that was read only
 */
public record IncidentDetail(
        @JsonUnwrapped IncidentItem item,
        int level,
        int count,
        @Nullable String outcome,
        @Nullable Instant closedAt,
        List<String> merged,
        List<OfferLine> offers,
        List<PassedOverLine> passedOver,
        List<AssignmentLine> assignments,
        List<TimelineEntry> timeline,
        StageTimes stages,
        List<DetectionLine> detections,
        @Nullable List<Reading> track,
        @Nullable PursuitView pursuit) {
    /**
     * What was put to whom, and why.
     *
     * @param state OFFERED, ACCEPTED, DECLINED, EXPIRED or WITHDRAWN
     * @param notifications how it went out, in the order of the channels; not in live events
     */
    public record OfferLine(
            String id,
            String responder,
            String state,
            long distanceMeters,
            long travelSeconds,
            String because,
            @Nullable List<NotificationLine> notifications) {}

    /**
     * How an offer went out on one channel.
     *
     * @param channel push, call or sms
     * @param state PENDING, SENDING, SENT, CONFIRMED, FAILED or NOT_SENT
     * @param at since when it stands so
     * @param reason for people to read
     */
    public record NotificationLine(
            String channel,
            String state,
            Instant at,
            @Nullable String reason) {}

    /**
     * Somebody who was nearer than the last who was asked, and was not asked.
     *
     * @param role that was wanted
     * @param reason for people to read
     */
    public record PassedOverLine(
            String responder, String role, Instant at, long distanceMeters, long travelSeconds, String reason) {}

    /** The live event of an offer: its line, and id and kind of the incident. */
    public record OfferEvent(@JsonUnwrapped OfferLine offer, String incident, String kind) {}

    /**
     * An accepted offer.
     *
     * @param etaSeconds the way that was left at the newest look
     * @param etaAt when they should be there by it; on the way only
     */
    public record AssignmentLine(
            String offer,
            String responder,
            String state,
            Instant assignedAt,
            @Nullable Instant enRouteAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant endedAt,
            @Nullable Long etaSeconds,
            @Nullable Instant etaAt) {}

    /**
     * A detection as it stands.
     *
     * @param phase RAISED, UPDATED or CLEARED
     * @param at when the condition held
     * @param devices that said it; null of vehicles, since their readers are their track, and if it is not known
     * @param evidence readable facts by name
     */
    public record DetectionLine(
            String id,
            String rule,
            String phase,
            Severity severity,
            Instant at,
            @Nullable List<String> devices,
            Map<String, Object> evidence) {}

    /** Where and when a vehicle was read. */
    public record Reading(Instant ts, String reader, double lat, double lon) {}
}
