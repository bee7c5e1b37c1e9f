package io.citywatch.alerts.retention;

import java.time.Instant;

/** Deletes what is old, a small batch at a time. */
public interface RetentionStore {
    /** What is deleted alone. */
    enum Rows {
        AUDIT,
        DEAD_LETTERS,
        POSITIONS,
        /** Of detections that belong to no incident. */
        DETECTION_IDS,
        /** Those that are not open. */
        COMMANDS,
        /** Owners' consents that are over, and what was asked of second persons. */
        TRACK_ACCESS,
        /** Of cases that ended. */
        CASE_TRACKS,
        ELDER_CALLS,
        /** Those that expired. */
        SESSIONS
    }

    /** Runs the work unless another process is at it; returns whether it ran. */
    boolean alone(Runnable work);

    /** Deletes a batch of what is older; returns how many rows that were, 0 once there is none. */
    int delete(Rows rows, Instant before);

    /** Deletes a batch of incidents that ended before, with all that belongs to them; returns how many. */
    int deleteIncidents(Instant before);
}
