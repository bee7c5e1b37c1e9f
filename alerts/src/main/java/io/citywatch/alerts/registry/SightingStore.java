package io.citywatch.alerts.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Keeps when devices were last seen. */
public interface SightingStore {
    /** Moves the times forward, never back; returns the devices whose time moved. Unknown ids are ignored. */
    List<String> markSeen(Map<String, Instant> seenAt);
}
