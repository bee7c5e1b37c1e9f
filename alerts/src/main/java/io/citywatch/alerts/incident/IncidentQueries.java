package io.citywatch.alerts.incident;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be asked about incidents. Thread-safe. */
public interface IncidentQueries {
    /**
     * Newest first.
     *
     * @param limit 1 to 1,000
     * @param after the {@code next} of the part before
     * @throws IllegalArgumentException if {@code after} is not one
     */
    Page<IncidentItem> list(IncidentFilter filter, int limit, @Nullable String after);

    /** With the subject in full: the caller audits the look. */
    Optional<IncidentDetail> find(String id);

    /** Counts of what began at or after the time. */
    IncidentCounts counts(Instant since);
}
