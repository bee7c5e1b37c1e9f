package io.citywatch.ingest.log;

import io.citywatch.model.telemetry.Lane;

/** Where messages become durable. Thread-safe; no method blocks, so that event loops may call all of them. */
public interface TelemetryLog {
    /** Appends a record; the listener hears of it once the log has it, or could not take it within its time. */
    void append(LogEntry entry, AppendListener listener);

    /** False while the log takes nothing. */
    boolean isAvailable();

    /** False while the lane's budget of bytes on their way is used up: stop reading. */
    boolean hasRoom(Lane lane);

    /** Runs the task once the lane has room again, at once if it has; on any thread. */
    void whenRoom(Lane lane, Runnable task);
}
