package io.citywatch.alerts.theft;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;

/** Ends the pursuit of a vehicle that is wanted no more, in the transaction in which its report is withdrawn. */
@FunctionalInterface
public interface Pursued {
    Pursued NOBODY = (transaction, incident, reason, by, now) -> {};

    /** @param incident locked by this transaction, and open */
    void callOff(Transaction transaction, String incident, String reason, Person by, Instant now);
}
