package io.citywatch.alerts.storm;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;

/** Keeps how it stands, so that all dispatch processes agree and a restart changes nothing. */
public interface StormStore {
    StormState read();

    /** The same; nobody else changes it until the end of the transaction. */
    StormState lock(Transaction transaction);

    void save(Transaction transaction, StormState state);

    /**
     * What there is to do.
     *
     * @param since incidents opened after this
     * @param presentSince operators whose pages were heard of after this
     */
    StormLoad load(Instant since, Instant presentSince, Instant now);
}
