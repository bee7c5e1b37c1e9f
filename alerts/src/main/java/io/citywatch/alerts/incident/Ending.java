package io.citywatch.alerts.incident;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;

/** What else ends when a person closes an incident, in the same transaction. */
@FunctionalInterface
public interface Ending {
    Ending NONE = (transaction, incident, outcome, by, now) -> {};

    /**
     * Ends it, and notes on the incident what came of it.
     *
     * @throws IllegalArgumentException if such an incident cannot end with that outcome
     */
    void of(Transaction transaction, Incident incident, String outcome, Person by, Instant now);
}
