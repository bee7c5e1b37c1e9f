package io.citywatch.alerts.access;

import io.citywatch.alerts.incident.IncidentKind;

/** Which incidents are the police's: those of stolen, guarded and cloned vehicles, and no others. */
public final class PoliceMatter {
    private PoliceMatter() {}

    /** @param kind as an incident's list item, detail or event names it */
    public static boolean is(String kind) {
        return IncidentKind.OF_THE_POLICE.stream().anyMatch(one -> one.text().equals(kind));
    }
}
