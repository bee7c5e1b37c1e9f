package io.citywatch.alerts.pursuit;

import io.citywatch.alerts.store.Transaction;
import java.util.List;
import java.util.Optional;

/** What is known of hunted vehicles, and who meets them where. */
public interface PursuitStore {
    /** By the newest read of the incident that named likely next readers. */
    Optional<Pursuit> pursuit(Transaction transaction, String incident);

    /** In the order of the needs. */
    List<Meeting> meetings(Transaction transaction, String incident);

    Optional<Meeting> meeting(Transaction transaction, String need);

    void save(Transaction transaction, Meeting meeting);
}
