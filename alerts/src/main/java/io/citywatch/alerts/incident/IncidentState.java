package io.citywatch.alerts.incident;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an incident stands. Whether it is acknowledged and whether its condition still holds are told apart from it. */
public enum IncidentState {
    NEW,
    /** Waits at most 90 s for a second evidence or a human yes. */
    HELD,
    /** People are being asked. */
    DISPATCHING,
    /** Somebody is on the way. */
    EN_ROUTE,
    /** Somebody is there. */
    ON_SCENE,
    /** Needs no more people, not yet closed. */
    CONTROLLED,
    CLOSED,
    /** Went on as another incident. */
    MERGED,
    CANCELLED,
    /** Something new came within 10 min of the closing; people are asked as in DISPATCHING. */
    REOPENED;

    private static final Map<IncidentState, Set<IncidentState>> TRANSITIONS = new EnumMap<>(Map.of(
            NEW, EnumSet.of(HELD, DISPATCHING, CLOSED, MERGED, CANCELLED),
            HELD, EnumSet.of(DISPATCHING, CLOSED, MERGED, CANCELLED),
            DISPATCHING, EnumSet.of(EN_ROUTE, ON_SCENE, CONTROLLED, CLOSED, MERGED, CANCELLED),
            EN_ROUTE, EnumSet.of(DISPATCHING, ON_SCENE, CONTROLLED, CLOSED, MERGED, CANCELLED),
            ON_SCENE, EnumSet.of(DISPATCHING, EN_ROUTE, CONTROLLED, CLOSED, MERGED, CANCELLED),
            CONTROLLED, EnumSet.of(DISPATCHING, CLOSED, MERGED, CANCELLED),
            CLOSED, EnumSet.of(REOPENED),
            MERGED, EnumSet.of(REOPENED),
            CANCELLED, EnumSet.noneOf(IncidentState.class),
            REOPENED, EnumSet.of(DISPATCHING, EN_ROUTE, ON_SCENE, CONTROLLED, CLOSED, MERGED, CANCELLED)));

    public boolean mayBecome(IncidentState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Neither CLOSED, MERGED nor CANCELLED. */
    public boolean isOpen() {
        return this != CLOSED && this != MERGED && this != CANCELLED;
    }

    /** Open, and people are sought for it. */
    public boolean asksPeople() {
        return isOpen() && this != HELD && this != CONTROLLED;
    }

    /** Open, and nobody is on the way yet. */
    public boolean isBeforeMoving() {
        return this == NEW || this == HELD || this == DISPATCHING || this == REOPENED;
    }
}
