package io.citywatch.alerts.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted offer, until cleared. Its id is the offer's.
 *
 * @param sight what was promised, seen and heard of them
 */
public record Assignment(
        String offer,
        String incident,
        String need,
        String responder,
        AssignmentState state,
        Instant assignedAt,
        @Nullable Instant enRouteAt,
        @Nullable Instant arrivedAt,
        @Nullable Instant endedAt,
        Sight sight) {

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
                next == AssignmentState.EN_ROUTE && enRouteAt == null ? now : enRouteAt,
                next == AssignmentState.ARRIVED ? now : arrivedAt,
                next.isLive() ? null : now,
                sight);
    }

    Assignment with(Sight newSight) {
        return new Assignment(
                offer, incident, need, responder, state, assignedAt, enRouteAt, arrivedAt, endedAt, newSight);
    }

    /** Comes, as far as anybody knows, when it was promised. */
    boolean isInTime() {
        return state.isLive() && state != AssignmentState.LATE && state != AssignmentState.LOST;
    }
}
