package io.citywatch.alerts.track;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps grounds, consents and requests. Thread-safe. */
public interface TrackAccessStore {
    /**
     * What opens the track of a vehicle now, the strongest first.
     *
     * @param subjects its plate and tag, by which incidents name it
     */
    List<TrackGround> grounds(String plate, List<String> subjects, Instant now);

    /** The consent in force. */
    Optional<Consent> consent(String plate, Instant now);

    /** Adds one; false if another is in force. */
    boolean insert(Transaction transaction, Consent consent);

    /** Ends the one in force, which is answered. */
    Optional<Consent> endConsent(Transaction transaction, String plate, Instant now);

    void insert(Transaction transaction, TrackRequest request);

    Optional<TrackRequest> find(String id);

    /** Reads it and locks its row. */
    Optional<TrackRequest> lock(Transaction transaction, String id);

    /** Writes what was decided. */
    void save(Transaction transaction, TrackRequest request);

    /** What was granted to somebody and is good still. */
    List<TrackRequest> granted(String plate, String requestedBy, Instant now);

    /**
     * A part of the list, the newest first.
     *
     * @param openOnly only those that wait for a decision
     * @param after the last of the part before; null for the first part
     */
    List<TrackRequest> list(boolean openOnly, @Nullable String after, int limit, Instant now);

    /** How many of somebody wait for a decision. */
    int open(Transaction transaction, String requestedBy, Instant now);
}
