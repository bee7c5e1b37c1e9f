package io.citywatch.streaming.rules.health;

import java.util.List;

/** What the city remembers of its faults: by cell, because a whole district may be out. */
public interface OutageMemory {
    /** The devices that are out in a cell. */
    List<Fault> faultsIn(long cell);

    /** Replaces them; none forgets the cell. */
    void remember(long cell, List<Fault> faults);

    /** All open outages; a copy. */
    List<OpenOutage> outages();

    void remember(OpenOutage outage);

    void forget(OpenOutage outage);

    /** Event time shall wake the rule then. */
    void wakeAt(long eventTime);
}
