package io.citywatch.alerts.theft;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.incident.Ending;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentDesk;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.store.Transaction;
import java.time.Duration;
import java.time.Instant;

/** A theft that is closed as recovered ends the hunt with it, and says how long it took from the report. */
public final class Recovery implements Ending {
    private final TheftDesk thefts;

    public Recovery(TheftDesk thefts) {
        this.thefts = thefts;
    }

    @Override
    public void of(Transaction transaction, Incident incident, String outcome, Person by, Instant now) {
        if (!outcome.equals(IncidentDesk.RECOVERED)) {
            return;
        }
        if (incident.kind() != IncidentKind.THEFT) {
            throw new IllegalArgumentException("outcome: recovered (expected: of a stolen vehicle only; this is "
                    + incident.kind().text() + ")");
        }
        thefts.recovered(transaction, incident.subject().id(), by, now)
                .ifPresent(report -> incident.note(
                        now,
                        by.name(),
                        "recovered "
                                + Duration.between(report.reportedAt(), now).toSeconds() + " s after the report",
                        incident.id()));
    }
}
