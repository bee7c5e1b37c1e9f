package io.citywatch.alerts.area;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads what the index is made of. Thread-safe. */
public interface AreaStore {
    /** How many changes there were, and each area's revision. */
    record Snapshot(long changes, Map<String, Long> revisions) {}

    /** An area at a revision. */
    record Revised(Area area, long revision) {}

    /** Grows with each committed change. */
    long changes();

    Snapshot snapshot();

    /** Those of the ids that there are. */
    List<Revised> read(Collection<String> ids);
}
