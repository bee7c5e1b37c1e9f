package io.citywatch.benchmarks.ingest;

import io.citywatch.ingest.log.AppendListener;
import io.citywatch.ingest.log.LogEntry;
import io.citywatch.ingest.log.TelemetryLog;
import io.citywatch.model.telemetry.Lane;

/** A log that has everything at once and keeps nothing: what is left is the gateway's own cost. */
final class InstantLog implements TelemetryLog {
    @Override
    public void append(LogEntry entry, AppendListener listener) {
        listener.appended(null);
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public boolean hasRoom(Lane lane) {
        return true;
    }

    @Override
    public void whenRoom(Lane lane, Runnable task) {
        task.run();
    }
}
