package io.citywatch.alerts.notify;

import io.citywatch.model.Sha256;
import io.citywatch.model.registry.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message owed to one person on one channel. Immutable.
 *
 * @param id by which providers know it, the same for every try: 15 characters, because a call's is no longer
 * @param drill never leaves the platform but for the app
 * @param reason why it stands as it does, for people to read
 * @param dueAt when it must be looked at again; null when nothing is left to do
 * @param giveUpAt after this it is not tried again
 * @param claims how often it was taken in hand for sending
 * @param refusals answers of the provider that say that it did not take it
 * @param providerId what the provider calls it
 */
public record Notification(
        String id,
        String offer,
        Channel channel,
        String incident,
        String responder,
        boolean drill,
        NotificationState state,
        @Nullable String reason,
        @Nullable Instant dueAt,
        Instant giveUpAt,
        int claims,
        int refusals,
        @Nullable String providerId,
        Instant owedAt,
        Instant changedAt) {
    private static final int ID_CHARACTERS = 15;
    private static final int LONGEST_REASON = 300;

    /**
     * The message of which this is one channel's.
     *
     * @param drill an exercise
     */
    public record Owed(String offer, String incident, String responder, boolean drill) {}

    public Notification {
        reason = reason != null && reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    static Notification begun(
            Owed owed,
            Channel channel,
            NotificationState state,
            @Nullable String reason,
            @Nullable Instant dueAt,
            Instant giveUpAt,
            Instant now) {
        return new Notification(
                idOf(owed.offer(), channel),
                owed.offer(),
                channel,
                owed.incident(),
                owed.responder(),
                owed.drill(),
                state,
                reason,
                dueAt,
                giveUpAt,
                0,
                0,
                null,
                now,
                now);
    }

    /** An offer has one a channel. */
    static String idOf(String offer, Channel channel) {
        return Sha256.hex(offer + "/" + channel.text()).substring(0, ID_CHARACTERS);
    }

    Owed owed() {
        return new Owed(offer, incident, responder, drill);
    }

    /** Taken in hand: if nothing is heard of it by then, another process may. */
    Notification claimed(Instant leaseUntil, Instant now) {
        return with(NotificationState.SENDING, reason, leaseUntil, giveUpAt, claims + 1, refusals, providerId, now);
    }

    /** The provider has it; a receipt is awaited until then. */
    Notification sent(@Nullable String byProvider, Instant receiptUntil, Instant now) {
        return with(NotificationState.SENT, null, receiptUntil, giveUpAt, claims, refusals, byProvider, now);
    }

    /** The same, heard after the receipt: only what the provider calls it is news. */
    Notification known(@Nullable String byProvider, Instant now) {
        return with(state, reason, dueAt, giveUpAt, claims, refusals, byProvider, now);
    }

    /** @param definite the provider said that it did not take it */
    Notification again(String why, Instant at, boolean definite, Instant now) {
        return with(
                NotificationState.PENDING,
                why,
                at,
                giveUpAt,
                claims,
                definite ? refusals + 1 : refusals,
                providerId,
                now);
    }

    /** Nothing is left to do with it. */
    Notification ended(NotificationState end, @Nullable String why, Instant now) {
        return with(end, why, null, giveUpAt, claims, refusals, providerId, now);
    }

    /** @throws IllegalStateException if it cannot become that */
    private Notification with(
            NotificationState next,
            @Nullable String why,
            @Nullable Instant due,
            Instant until,
            int newClaims,
            int newRefusals,
            @Nullable String byProvider,
            Instant now) {
        if (next != state && !state.mayBecome(next)) {
            throw new IllegalStateException("notification " + id + ": " + state + " cannot become " + next);
        }
        return new Notification(
                id,
                offer,
                channel,
                incident,
                responder,
                drill,
                next,
                why,
                due,
                until,
                newClaims,
                newRefusals,
                byProvider,
                owedAt,
                now);
    }
}
