package io.citywatch.alerts.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An accepted offer, until cleared. Its id is the offer's. */
public record Assignment(
        String offer,
        String incident,
        String need,
        String responder,
        AssignmentState state,
        Instant assignedAt,
        @Nullable Instant enRouteAt,
        @Nullable Instant arrivedAt,
        @Nullable Instant endedAt) {

    /** @throws IllegalStateException if it cannot become that */
    Assignment become(AssignmentState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("assignment " + offer + ": " + state + " cannot become " + next);
        }
        return new Assignment(
                offer,
                incident,
                need,
                responder,
                next,
                assignedAt,
                next == AssignmentState.EN_ROUTE ? now : enRouteAt,
                next == AssignmentState.ARRIVED ? now : arrivedAt,
                next.isLive() ? null : now);
    }
}
