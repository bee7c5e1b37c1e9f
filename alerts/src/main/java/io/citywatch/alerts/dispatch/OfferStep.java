package io.citywatch.alerts.dispatch;

import io.citywatch.model.message.OfferState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an offer stands; its responder sees less of it ({@link #wire}). */
public enum OfferStep {
    /** Owed to the log. */
    QUEUED(OfferState.OFFERED),
    /** In the hands of a gateway. */
    SENT(OfferState.OFFERED),
    /** The phone acknowledged it. */
    DELIVERED(OfferState.OFFERED),
    /** The person looked at it. */
    SEEN(OfferState.OFFERED),
    ACCEPTED(OfferState.ACCEPTED),
    DECLINED(OfferState.DECLINED),
    EXPIRED(OfferState.EXPIRED),
    WITHDRAWN(OfferState.WITHDRAWN);

    private static final Set<OfferStep> ENDS = EnumSet.of(ACCEPTED, DECLINED, EXPIRED, WITHDRAWN);
    private static final Map<OfferStep, Set<OfferStep>> TRANSITIONS = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(SENT, DELIVERED, SEEN, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN),
            SENT, EnumSet.of(DELIVERED, SEEN, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN),
            DELIVERED, EnumSet.of(SEEN, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN),
            SEEN, ENDS));

    private final OfferState wire;

    OfferStep(OfferState wire) {
        this.wire = wire;
    }

    public OfferState wire() {
        return wire;
    }

    public boolean mayBecome(OfferStep next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Waits for an answer. */
    public boolean isPending() {
        return !ENDS.contains(this);
    }
}
