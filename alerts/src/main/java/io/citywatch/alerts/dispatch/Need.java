package io.citywatch.alerts.dispatch;

import io.citywatch.model.registry.Responder;
import org.jspecify.annotations.Nullable;

/**
 * One person wanted at an incident.
 *
 * @param position in the run card; the needs of one incident are filled in this order
 * @param offer by which it was filled
 * @param nobodyFree nobody could be asked for it, and since then nobody was
 * @param beside the need that it stands beside, in case that whoever accepted that one does not come
 * @param reach how far the search for somebody has come
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
        boolean nobodyFree,
        @Nullable String beside,
        Reach reach) {
    Need filledBy(String accepted) {
        return new Need(
                id, incident, epoch, level, position, role, skill, NeedState.FILLED, accepted, false, beside, reach);
    }

    Need reopened() {
        return new Need(id, incident, epoch, level, position, role, skill, NeedState.OPEN, null, false, beside, reach);
    }

    /** Nobody was found in time: the search goes further. */
    Need wider() {
        return new Need(
                id, incident, epoch, level, position, role, skill, state, offer, nobodyFree, beside, reach.next());
    }

    Need cancelled() {
        return new Need(
                id, incident, epoch, level, position, role, skill, NeedState.CANCELLED, offer, false, beside, reach);
    }

    /** Another for the same, with a place of its own: two never fill one. */
    Need another(String newId, int newPosition) {
        return new Need(
                newId,
                incident,
                epoch,
                level,
                newPosition,
                role,
                skill,
                NeedState.OPEN,
                null,
                false,
                wanted(),
                Reach.NEAREST);
    }

    /** What they who stand beside each other have in common. */
    String wanted() {
        return beside == null ? id : beside;
    }

    Need withNobodyFree(boolean nobody) {
        return new Need(id, incident, epoch, level, position, role, skill, state, offer, nobody, beside, reach);
    }

    /**
     * A need with what is under way for it.
     *
     * @param pending offers that wait for an answer, without those that another was asked for as well
     * @param staffed somebody is on the way or there
     */
    public record Standing(Need need, int pending, boolean staffed) {
        /** That many phones that are not reached are made up for; beyond it, more of the same would ask a whole city. */
        private static final int MOST_MADE_UP = 9;

        /**
         * @param out offers that wait for an answer
         * @param unreached of these, how many did not reach their phone
         */
        public static Standing of(Need need, int out, int unreached, boolean staffed) {
            return new Standing(need, out - Math.min(unreached, MOST_MADE_UP), staffed);
        }

        boolean isServed() {
            return need.state() == NeedState.OPEN || staffed;
        }
    }
}
