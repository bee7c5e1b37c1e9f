package io.citywatch.alerts.http;

import io.citywatch.alerts.incident.Outcome;

/** What an operator may do to an incident. */
public interface IncidentActs {
    Outcome acknowledge(String id, String actor);

    Outcome close(String id, String outcome, String reason, String actor);

    Outcome level(String id, int level, String actor);
}
