package io.citywatch.alerts.history;

import io.citywatch.model.history.Measurement;
import java.time.Instant;

/** Deletes what the history need not keep. Thread-safe; may take seconds. */
public interface HistoryEraser {
    /**
     * Deletes what was measured before the time; a store that deletes by the day keeps that whole day.
     *
     * @throws HistoryUnavailable if the store cannot be asked
     */
    void deleteBefore(Measurement measurement, Instant time);
}
