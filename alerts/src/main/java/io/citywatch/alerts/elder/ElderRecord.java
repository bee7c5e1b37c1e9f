package io.citywatch.alerts.elder;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what persons' terminals said. Thread-safe. */
public interface ElderRecord {
    /**
     * One message.
     *
     * @param event such as {@code ok}
     * @param ts by the terminal's own clock
     */
    record Entry(
            Instant receivedAt,
            Instant ts,
            String device,
            String event,
            String source,
            @Nullable String service) {}

    /** A message with its identity and its place in the log. */
    record Sourced(Entry entry, String identity, int partition, long offset) {}

    /** An entry with its place in the list. */
    record Stored(long id, Entry entry) {}

    /** A place that was written before, a repeat within 10 min and a terminal of nobody are skipped. */
    void write(List<Sourced> entries);

    /**
     * The newest first.
     *
     * @param before only ids below it
     */
    List<Stored> list(String elder, @Nullable Long before, int limit);
}
