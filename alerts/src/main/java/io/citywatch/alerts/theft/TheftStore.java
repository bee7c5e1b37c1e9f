package io.citywatch.alerts.theft;

import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.registry.TheftReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps theft reports; of a vehicle one stands at most. Thread-safe. */
public interface TheftStore {
    /** The report that stands; the vehicle's row is locked by the caller. */
    Optional<TheftReport> standing(Transaction transaction, String plate);

    /** The reports that stand, by plate. */
    Map<String, TheftReport> standing(Transaction transaction, Collection<String> plates);

    /** @param trackedFrom reads from then on belong to the case */
    void open(Transaction transaction, TheftReport report, String tag, Instant trackedFrom);

    /** Remembers that the wanted vehicle has another tag. */
    void addTag(Transaction transaction, String plate, String tag);

    /** The open incidents of the vehicle's theft, their rows locked, by id. */
    List<String> lockOpenIncidents(Transaction transaction, String plate);

    /** @param outcome {@code recovered} or {@code withdrawn} */
    void end(Transaction transaction, String plate, Instant now, String outcome);
}
