package io.citywatch.alerts.access;

import java.util.Set;

/** Which incidents are the police's: those of vehicles and their tags, and no others. */
public final class PoliceMatter {
    /** By the names on the wire, since rights are asked of events too. */
    private static final Set<String> KINDS =
            Set.of("theft", "suspicious-ride", "den", "parking", "tag-fault", "cloned-tag", "wrong-way");

    private PoliceMatter() {}

    /** @param kind as an incident's list item, detail or event names it */
    public static boolean is(String kind) {
        return KINDS.contains(kind);
    }
}
