package io.citywatch.alerts.dispatch;

import java.time.Instant;

/**
 * Something that is to happen, kept as a row; of one kind and entity there is at most one.
 *
 * @param entity an offer's or an incident's id
 * @param epoch of the incident; a timer of an older one does nothing
 */
public record Timer(Kind kind, String entity, String incident, int epoch, Instant dueAt) {
    /** What is to happen. */
    public enum Kind {
        /** Nobody answered: the offer expires. */
        OFFER_DEADLINE,
        /** Who is asked, by the offer that is the entity, was assigned to another incident. */
        ASSIGNED_ELSEWHERE,
        /** Look again for people whom the incident still needs. */
        ADVANCE,
        /** Nobody was found for a need, which is its entity: the search goes further. */
        WIDEN,
        /** Offers of an incident may not have reached their phones. */
        DELIVERY,
        /** The end of an offer is not owed to the phone any longer. */
        OFFER_SETTLE,
        /** A note that nothing clears ends. */
        NOTE_ENDS,
        /** A single alarm waited long enough for a second evidence. */
        HOLD_ENDS,
        /** Nobody acknowledged an incident: the next are called. */
        CALL,
        /** An incident was acknowledged, and nothing happens. */
        NO_PROGRESS,
        /** Where somebody on the way is now; its entity is the offer, as that of the next two. */
        WATCH,
        /** Another is there for the same: who is not may turn round. */
        SURPLUS,
        /** A word of somebody on the scene. */
        CHECK_IN,
        /** A command's deadline passes; it is of no incident. */
        COMMAND_DEADLINE
    }

    static Timer advance(String incident, int epoch, Instant dueAt) {
        return new Timer(Kind.ADVANCE, incident, incident, epoch, dueAt);
    }
}
