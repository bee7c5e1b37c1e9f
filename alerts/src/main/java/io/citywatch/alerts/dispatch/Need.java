package io.citywatch.alerts.dispatch;

import io.citywatch.model.registry.Responder;
import org.jspecify.annotations.Nullable;

/**
 * One person wanted at an incident.
 *
 * @param position in the run card; the needs of one incident are filled in this order
 * @param offer by which it was filled
 */
public record Need(
        String id,
        String incident,
        int epoch,
        int level,
        int position,
        Responder.Role role,
        @Nullable String skill,
        NeedState state,
        @Nullable String offer) {
    Need filledBy(String accepted) {
        return new Need(id, incident, epoch, level, position, role, skill, NeedState.FILLED, accepted);
    }

    Need reopened() {
        return new Need(id, incident, epoch, level, position, role, skill, NeedState.OPEN, null);
    }

    /**
     * A need with what is under way for it.
     *
     * @param pending offers that wait for an answer
     * @param staffed somebody is on the way or there
     */
    public record Standing(Need need, int pending, boolean staffed) {
        boolean isServed() {
            return need.state() == NeedState.OPEN || staffed;
        }
    }
}
