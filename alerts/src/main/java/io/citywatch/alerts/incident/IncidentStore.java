package io.citywatch.alerts.incident;

import io.citywatch.alerts.store.Transaction;
import java.util.Optional;

/** Keeps incidents. */
public interface IncidentStore {
    /** Reads the incident and locks its row until the end of the transaction. */
    Optional<Incident> lock(Transaction transaction, String id);

    /** Reads the incident as it stands, without a lock. */
    Optional<Incident> read(Transaction transaction, String id);

    /** Writes the incident and its new timeline entries. */
    void save(Transaction transaction, Incident incident);
}
