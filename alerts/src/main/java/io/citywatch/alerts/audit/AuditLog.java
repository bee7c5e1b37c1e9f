package io.citywatch.alerts.audit;

import io.citywatch.alerts.store.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what was done. Thread-safe. */
public interface AuditLog {
    /** An entry with its place in the list. */
    record Stored(long id, AuditEntry entry) {}

    /** An entry that came from the log, with its place there. */
    record Sourced(AuditEntry entry, int partition, long offset) {}

    /** Writes the entry with the act itself: neither is there without the other. */
    void write(Transaction transaction, AuditEntry entry);

    /** Writes the entry alone, before what it is about is shown. */
    void write(AuditEntry entry);

    /** Writes what gateways refused; a place that was written before is skipped. */
    void writeSourced(List<Sourced> entries);

    /**
     * Counts what happens often in one row: {@code count} in its detail grows.
     *
     * @param key which row; the entry is written with its first count
     * @param more how many there were
     */
    void count(AuditEntry entry, String key, long more);

    /**
     * The newest first.
     *
     * @param actor only of this actor
     * @param action only this action, or all that begin with it and a dot
     * @param before only ids below it
     */
    List<Stored> list(@Nullable String actor, @Nullable String action, @Nullable Long before, int limit);
}
