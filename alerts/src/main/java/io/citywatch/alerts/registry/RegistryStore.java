package io.citywatch.alerts.registry;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the things of one kind. Thread-safe. */
public interface RegistryStore<T> {
    /** Where a page of a list begins: after this one, by creation and id, newest first. */
    record Cursor(Instant createdAt, String id) {}

    /** A thing that is not registered yet, with the hash of its token if it has one. */
    record Fresh<T>(T body, @Nullable String tokenSha256) {}

    /** The thing of that id cannot be kept: the value of its field is the holder's. */
    record Clash(String id, String field, String value, String holder) {}

    /** What was registered; none, and nothing is written, if the id or another value that must be unique is taken. */
    Optional<Registered<T>> insert(Transaction transaction, T body, @Nullable String tokenSha256, Instant now);

    /** Locks the row until the end of the transaction. */
    Optional<Registered<T>> lock(Transaction transaction, String id);

    /** False if a value that must be unique is taken by another; nothing is written then. */
    boolean update(Transaction transaction, T body, Instant now);

    void delete(Transaction transaction, String id);

    /** Locks those of the ids that there are, in the order of the ids. */
    List<Registered<T>> lockAll(Transaction transaction, Collection<String> ids);

    /** Which of the bodies hold an id or value that must be unique and is another's. Keeps others from taking the ids. */
    List<Clash> clashes(Transaction transaction, List<T> bodies);

    /** Writes many; fails as a whole if anything that must be unique was taken meanwhile. */
    void insertAll(Transaction transaction, List<Fresh<T>> fresh, Instant now);

    /** Writes many; fails as a whole if anything that must be unique was taken meanwhile. */
    void updateAll(Transaction transaction, List<T> bodies, Instant now);

    Optional<Registered<T>> find(String id);

    /** Those of the ids that there are, in no order. */
    List<Registered<T>> findAll(Collection<String> ids);

    /**
     * The newest first.
     *
     * @param only the filters of the kind by their name in the query, such as {@code stolen}, with their values
     */
    List<Registered<T>> list(Map<String, String> only, @Nullable Cursor after, int limit);
}
