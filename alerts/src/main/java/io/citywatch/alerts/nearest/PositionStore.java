package io.citywatch.alerts.nearest;

import io.citywatch.model.message.PositionReport;
import java.util.Collection;

/** Keeps the newest position of each responder. */
public interface PositionStore {
    /** Of each responder only what was received later than what is kept. */
    void save(Collection<PositionReport.Logged> reports);
}
