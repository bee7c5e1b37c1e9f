package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Grounds;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is kept so that incidents that were brought together can be told apart, and stay so. */
public interface Partings {
    /** Those that a person said are not the same. */
    Set<String> toldApartFrom(Transaction transaction, String incident);

    void tellApart(Transaction transaction, String incident, String other, String by, Instant now);

    /** A person says that they are the same after all. */
    void forget(Transaction transaction, String incident, String other);

    /** What was told apart from one is told apart from the one that it goes on as. */
    void inherit(Transaction transaction, String from, String to);

    /** It, and all that was merged into it before. */
    List<String> mergedInto(Transaction transaction, String incident);

    /** The keys to which any of these answers. */
    List<String> keysOf(Transaction transaction, Collection<String> incidents);

    /** Lets incidents answer to these keys no more, but each to its own first one. */
    void dropKeys(Transaction transaction, Collection<String> incidents, Collection<String> keys);

    /**
     * Gives back what came with these incidents, or for their keys since; what that comes to.
     *
     * @param merged those that go back
     */
    Grounds giveBack(
            Transaction transaction, String home, String back, Collection<String> merged, Collection<String> keys);

    /** What the detections that count for an incident come to. */
    Grounds groundsOf(Transaction transaction, String incident);

    /** All detections of an incident that were raised, the oldest first. */
    List<Kept> keptOf(Transaction transaction, String incident);

    /** Moves detections to an incident that is the first that they belong to. */
    void move(Transaction transaction, Collection<String> detections, String incident);
}
