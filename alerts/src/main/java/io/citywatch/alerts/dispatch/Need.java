package io.citywatch.alerts.dispatch;

import io.citywatch.model.registry.Responder;
import org.jspecify.annotations.Nullable;

/**
 * One person wanted at an incident.
 *
 * @param position in the run card; the needs of one incident are filled in this order
 * @param offer by which it was filled
 * @param nobodyFree nobody could be asked for it, and since then nobody was
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
        @Nullable String offer,
        boolean nobodyFree) {
    Need filledBy(String accepted) {
        return new Need(id, incident, epoch, level, position, role, skill, NeedState.FILLED, accepted, false);
    }

    Need reopened() {
        return new Need(id, incident, epoch, level, position, role, skill, NeedState.OPEN, null, false);
    }

    Need withNobodyFree(boolean nobody) {
        return new Need(id, incident, epoch, level, position, role, skill, state, offer, nobody);
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
