package io.citywatch.alerts.http;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Outcome;

/** What a person may do to an incident; each act is audited with it. */
public interface IncidentActs {
    /** @param takeOver also from whoever has it in hand */
    Outcome acknowledge(String id, boolean takeOver, Person by);

    Outcome confirm(String id, Person by);

    /** @param reason blank if none is given */
    Outcome controlled(String id, String reason, Person by);

    Outcome close(String id, String outcome, String reason, Person by);

    Outcome level(String id, int level, Person by);
}
