package io.citywatch.alerts.notify;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a notification stands. */
public enum NotificationState {
    /** Waits to be sent, or to be sent again. */
    PENDING,
    /** A process has it in hand; nobody knows yet whether the provider took it. */
    SENDING,
    /** The provider took it; for the app: the outbox, whose messages are never lost. */
    SENT,
    /** It reached the person: a receipt, a call taken, or the person's answer. */
    CONFIRMED,
    /** It did not, and the next channel was begun. */
    FAILED,
    /** It did not, and no channel is left, wanted or needed; the reason says which. */
    NOT_SENT;

    /** A late receipt confirms whatever was given up. */
    private static final Map<NotificationState, Set<NotificationState>> TRANSITIONS = new EnumMap<>(Map.of(
            PENDING, EnumSet.of(SENDING, SENT, CONFIRMED, FAILED, NOT_SENT),
            SENDING, EnumSet.of(PENDING, SENDING, SENT, CONFIRMED, FAILED, NOT_SENT),
            SENT, EnumSet.of(CONFIRMED, FAILED, NOT_SENT),
            CONFIRMED, EnumSet.noneOf(NotificationState.class),
            FAILED, EnumSet.of(CONFIRMED),
            NOT_SENT, EnumSet.of(CONFIRMED)));

    public boolean mayBecome(NotificationState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Something is still to come of it. */
    public boolean isLive() {
        return this == PENDING || this == SENDING || this == SENT;
    }
}
