package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.store.Transaction;
import java.util.Collection;
import java.util.List;

/** Moves needs between incidents, with whoever is asked or bound for them and their timers. Both are locked. */
public interface HandoverStore {
    /**
     * Moves all needs that are open, or that somebody is bound by, and keeps whence they came.
     *
     * @return the needs that moved
     */
    List<String> move(Transaction transaction, Incident from, Incident to);

    /**
     * Moves back those that came from any of these.
     *
     * @return the needs that moved
     */
    List<String> moveBack(Transaction transaction, Incident from, Incident to, Collection<String> origins);

    /** What is asked or accepted for these needs and not over. */
    List<Offer> offersOf(Transaction transaction, Collection<String> needs);

    /** Lets offers count for another need of the same incident. */
    void reassign(Transaction transaction, Collection<String> offers, String need);
}
