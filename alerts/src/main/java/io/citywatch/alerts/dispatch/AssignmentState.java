package io.citywatch.alerts.dispatch;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where somebody who accepted stands. */
public enum AssignmentState {
    ASSIGNED,
    EN_ROUTE,
    ARRIVED,
    /** Done, or gave up before arriving. */
    CLEARED,
    /** Slipping. */
    LATE,
    /** No position. */
    LOST,
    /** Freed by the platform. */
    RECALLED,
    HANDED_OVER;

    private static final Map<AssignmentState, Set<AssignmentState>> TRANSITIONS = new EnumMap<>(Map.of(
            ASSIGNED, EnumSet.of(EN_ROUTE, ARRIVED, CLEARED, LATE, LOST, RECALLED, HANDED_OVER),
            EN_ROUTE, EnumSet.of(ARRIVED, CLEARED, LATE, LOST, RECALLED, HANDED_OVER),
            LATE, EnumSet.of(EN_ROUTE, ARRIVED, CLEARED, LOST, RECALLED, HANDED_OVER),
            LOST, EnumSet.of(EN_ROUTE, ARRIVED, CLEARED, LATE, RECALLED, HANDED_OVER),
            ARRIVED, EnumSet.of(CLEARED, RECALLED, HANDED_OVER)));

    public boolean mayBecome(AssignmentState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Still bound by it. */
    public boolean isLive() {
        return TRANSITIONS.containsKey(this);
    }
}
