package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.IncidentDetail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident put to one responder. Immutable; each change is a new revision.
 *
 * @param epoch of the incident when it was offered
 * @param settled nothing is owed to the phone any more
 * @param endedAt when it ceased to bind: refused, expired, withdrawn, or its assignment over
 * @param reason why it was declined
 */
public record Offer(
        String id,
        String incident,
        int epoch,
        String need,
        String responder,
        OfferStep step,
        long revision,
        boolean settled,
        long distanceMeters,
        long travelSeconds,
        String because,
        Instant deadline,
        Instant offeredAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String reason) {

    /** @throws IllegalStateException if it cannot become that */
    Offer become(OfferStep next, Instant now, @Nullable String why) {
        if (!step.mayBecome(next)) {
            throw new IllegalStateException("offer " + id + ": " + step + " cannot become " + next);
        }
        boolean answer = next == OfferStep.ACCEPTED || next == OfferStep.DECLINED;
        return new Offer(
                id,
                incident,
                epoch,
                need,
                responder,
                next,
                revision + 1,
                false,
                distanceMeters,
                travelSeconds,
                because,
                deadline,
                offeredAt,
                deliveredAt,
                answer ? now : answeredAt,
                next == OfferStep.ACCEPTED ? null : now,
                why);
    }

    /** The same state in a new revision, so that the phone hears it again. */
    Offer again() {
        return revised(false, endedAt);
    }

    /** The same way takes longer or shorter now. */
    Offer rerouted(long meters, long seconds, String why) {
        return revised(false, endedAt, meters, seconds, why);
    }

    /** The assignment that came of it is over. */
    Offer over(Instant now) {
        return revised(false, now);
    }

    /** Nothing is owed any more. */
    Offer settle(@Nullable Instant ended) {
        return revised(true, endedAt == null ? ended : endedAt);
    }

    private Offer revised(boolean newSettled, @Nullable Instant ended) {
        return revised(newSettled, ended, distanceMeters, travelSeconds, because);
    }

    /** A new revision of the same step. */
    private Offer revised(boolean newSettled, @Nullable Instant ended, long meters, long seconds, String why) {
        return new Offer(
                id,
                incident,
                epoch,
                need,
                responder,
                step,
                revision + 1,
                newSettled,
                meters,
                seconds,
                why,
                deadline,
                offeredAt,
                deliveredAt,
                answeredAt,
                ended,
                reason);
    }

    /** As an incident's detail shows it. */
    public IncidentDetail.OfferLine line() {
        return new IncidentDetail.OfferLine(
                id, responder, step.wire().name(), distanceMeters, travelSeconds, because, null);
    }
}
