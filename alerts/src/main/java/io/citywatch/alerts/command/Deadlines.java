package io.citywatch.alerts.command;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;

/** Calls {@link CommandDesk#expire} at a command's deadline, whatever process runs then. */
public interface Deadlines {
    void set(Transaction transaction, String command, Instant at);

    void cancel(Transaction transaction, String command);
}
