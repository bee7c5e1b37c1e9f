package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the incidents that a detection may belong to. All are locked until the end of the transaction. */
public interface IncidentFinder {
    /** Lets nobody else open an incident of the key until the end of the transaction. */
    void serialise(Transaction transaction, String key);

    /** The newest incident that answers to the key. */
    Optional<Incident> lockNewest(Transaction transaction, String key);

    /** When an incident of the key was last closed. */
    @Nullable
    Instant lastClosing(Transaction transaction, String key);

    /**
     * The incident of the kind nearest to the place within the distance: an open one before a closed one.
     *
     * @param since open ones whose condition ceased, only if their newest evidence is not older; closed ones only if
     *     closed not before
     * @param but none of these
     */
    Optional<Incident> lockNear(
            Transaction transaction, IncidentScope scope, double withinMeters, Instant since, Collection<String> but);

    /**
     * Incidents that hold what the detection rests on, or what rests on it; the oldest first.
     *
     * @param closedSince closed ones only if closed at or after this
     */
    List<Incident> lockRelated(Transaction transaction, Detection detection, Instant closedSince);

    /** Lets an incident answer to a further key. */
    void addKey(Transaction transaction, String incident, String key);

    /** Lets an incident answer to every key of another. */
    void addKeysOf(Transaction transaction, String other, String incident);

    /** Lets an incident that opens again answer no more to the keys that another open one took over meanwhile. */
    void leaveKeysToOthers(Transaction transaction, String incident);
}
