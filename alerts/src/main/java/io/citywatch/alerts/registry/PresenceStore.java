package io.citywatch.alerts.registry;

import io.citywatch.model.message.Presence;
import java.util.List;

/** Keeps whether responders' apps are there. */
@FunctionalInterface
public interface PresenceStore {
    /** Takes what gateways say, in order; of clients that are no responders nothing is kept. */
    void note(List<Presence> presences);
}
