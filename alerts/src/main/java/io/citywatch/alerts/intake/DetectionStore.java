package io.citywatch.alerts.intake;

import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what intake must remember. */
public interface DetectionStore {
    /** Takes the advisory locks, in their order, until the end of the transaction. */
    void serialise(Transaction transaction, Collection<Long> locks);

    Memory recall(Transaction transaction, Detection detection);

    /** The registered device and the person of it; empty if nobody registered it. */
    Optional<Registered> registered(Transaction transaction, String device);

    /**
     * Remembers a detection for the first time, or its RAISED after its CLEARED.
     *
     * @param shownOnly it is in the timeline, but neither counts nor holds
     */
    void remember(
            Transaction transaction,
            Detection detection,
            IncidentScope scope,
            @Nullable String incident,
            boolean shownOnly,
            Instant now);

    /** Remembers an end that came before its beginning. */
    void rememberClear(Transaction transaction, Detection detection, IncidentScope scope, Instant now);

    /** @param notedAt when the timeline was last told of an update; null leaves it */
    void update(Transaction transaction, Detection detection, @Nullable Instant notedAt);

    /** Marks the id as cleared; with all of its device, those of the same rule in the same incident too. */
    void clear(Transaction transaction, Detection detection, boolean allOfDevice);

    /** Whether any detection that counts since the incident's last closing still holds. */
    boolean anyHolds(Transaction transaction, String incident);

    /** Gives a detection, taken anew, to an incident. */
    void give(Transaction transaction, Detection detection, String incident, Instant now);

    /** Gives all detections of an incident to another; where each came from stays known. */
    void moveAll(Transaction transaction, String from, String to);

    /** The same for the detection, what it rests on and what rests on it. */
    void moveRelated(Transaction transaction, Detection detection, String from, String to);

    /** Keeps where a hunted vehicle was read; what is known already is skipped. */
    void keepTrack(Transaction transaction, String incident, List<TrackPoint> points);
}
