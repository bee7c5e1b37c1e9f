package io.citywatch.alerts.closure;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.List;

/** Keeps closures. Thread-safe. */
public interface ClosureStore {
    void insert(Transaction transaction, Closure closure);

    /** Opens the road again; false if no such closure stands. */
    boolean end(Transaction transaction, String id, Instant now);

    /** Those that stand now, the newest first. */
    List<Closure> standing(Instant now);
}
