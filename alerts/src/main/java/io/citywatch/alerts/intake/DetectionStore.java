package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what intake must remember. */
public interface DetectionStore {
    /** Takes the advisory locks, in their order, until the end of the transaction. */
    void serialise(Transaction transaction, Collection<Long> locks);

    Memory recall(Transaction transaction, Detection detection);

    /** The registered device and the person of it; empty if nobody registered it. */
    Optional<Registered> registered(Transaction transaction, String device);

    /** The newest incident of the key, locked. */
    Optional<Incident> lockNewest(Transaction transaction, String key);

    /** When an incident of the key was last closed. */
    @Nullable
    Instant lastClosing(Transaction transaction, String key);

    /**
     * The incident of the kind nearest to the place within the distance, locked: an open one before a closed one.
     *
     * @param closedSince closed ones only if closed at or after this
     */
    Optional<Incident> lockNear(Transaction transaction, IncidentScope scope, double withinMeters, Instant closedSince);

    /**
     * Remembers a detection for the first time, or its RAISED after its CLEARED.
     *
     * @param shownOnly it is in the timeline, but neither counts nor holds
     */
    void remember(
            Transaction transaction, Detection detection, @Nullable String incident, boolean shownOnly, Instant now);

    /** Remembers an end that came before its beginning. */
    void rememberClear(Transaction transaction, Detection detection, Instant now);

    void update(Transaction transaction, Detection detection);

    /** Marks the id as cleared; with all of its device, those of the same rule in the same incident too. */
    void clear(Transaction transaction, Detection detection, boolean allOfDevice);

    /** Whether any detection that counts since the incident's last closing still holds. */
    boolean anyHolds(Transaction transaction, String incident);
}
