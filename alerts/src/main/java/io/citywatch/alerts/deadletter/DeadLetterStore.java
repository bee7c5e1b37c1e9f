package io.citywatch.alerts.deadletter;

import io.citywatch.model.message.DeadLetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps dead letters. Thread-safe. */
public interface DeadLetterStore {
    /** A dead letter with its place in the log. */
    record Sourced(DeadLetter letter, int partition, long offset) {}

    /** A dead letter with its place in the list. */
    record Stored(long id, DeadLetter letter) {}

    /** A place that was written before is skipped. */
    void write(List<Sourced> letters);

    /**
     * The newest first.
     *
     * @param device only of this device
     * @param before only ids below it
     */
    List<Stored> list(@Nullable String device, @Nullable Long before, int limit);

    /** How many were received since then. */
    long countSince(Instant since);
}
