package io.citywatch.alerts.registry;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;

/** Keeps who is on duty. */
public interface DutyStore {
    /** False if there is no such responder. */
    boolean setOnDuty(Transaction transaction, String responder, boolean onDuty, Instant now);
}
