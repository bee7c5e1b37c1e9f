package io.citywatch.alerts.dispatch;

import io.citywatch.model.registry.Responder.Role;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How far the search for somebody goes; each step goes further when the one before found nobody in time. What a role can
 * be stood in for by is data: never where an office, a tool or a licence is needed.
 */
public enum Reach {
    /** The nearest of the role, and volunteers where any helping hand will do. */
    NEAREST("the nearest", 0, 0, EnumSet.of(Role.VOLUNTEER)),
    /** Everybody within ten minutes, not only a wave. */
    WIDER("everybody within 10 min", 600, 20, EnumSet.of(Role.VOLUNTEER)),
    /** Whoever could do it by profession. */
    PROFESSIONALS(
            "professionals stand in, within 20 min",
            1_200,
            20,
            EnumSet.of(Role.VOLUNTEER, Role.COMMUNITY_WORKER, Role.FIRE, Role.MEDICAL, Role.OFFICER)),
    /** Everybody on duty, however far. */
    ALL("an all-call", Double.POSITIVE_INFINITY, 1_000, EnumSet.allOf(Role.class));

    /** Roles that anybody of a step may stand in for. */
    private static final Set<Role> HELPING_HANDS =
            EnumSet.of(Role.VOLUNTEER, Role.COMMUNITY_WORKER, Role.MEDICAL, Role.FIRE);

    private static final Map<Reach, Reach> NEXT =
            new EnumMap<>(Map.of(NEAREST, WIDER, WIDER, PROFESSIONALS, PROFESSIONALS, ALL, ALL, ALL));

    private final String words;
    private final double travelSeconds;
    private final int most;
    private final Set<Role> mayStandIn;

    Reach(String words, double travelSeconds, int most, Set<Role> mayStandIn) {
        this.words = words;
        this.travelSeconds = travelSeconds;
        this.most = most;
        this.mayStandIn = mayStandIn;
    }

    /** For people to read. */
    String words() {
        return words;
    }

    /** Who lives so near is asked besides the wave. */
    double travelSeconds() {
        return travelSeconds;
    }

    /** Offers that a need has out at the same time. */
    int most(int wave) {
        return Math.max(most, wave);
    }

    Reach next() {
        return NEXT.getOrDefault(this, ALL);
    }

    /** Who may be asked for want of that role. */
    Set<Role> standInsFor(Role role) {
        return HELPING_HANDS.contains(role) ? mayStandIn : Set.of();
    }
}
