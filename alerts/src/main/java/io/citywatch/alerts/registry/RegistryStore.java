package io.citywatch.alerts.registry;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the things of one kind. Thread-safe. */
public interface RegistryStore<T> {
    /** Where a page of a list begins: after this one, by creation and id, newest first. */
    record Cursor(Instant createdAt, String id) {}

    /** What was registered; none, and nothing is written, if the id or another value that must be unique is taken. */
    Optional<Registered<T>> insert(Transaction transaction, T body, @Nullable String tokenSha256, Instant now);

    /** Locks the row until the end of the transaction. */
    Optional<Registered<T>> lock(Transaction transaction, String id);

    /** False if a value that must be unique is taken by another; nothing is written then. */
    boolean update(Transaction transaction, T body, Instant now);

    void delete(Transaction transaction, String id);

    Optional<Registered<T>> find(String id);

    /** Those of the ids that there are, in no order. */
    List<Registered<T>> findAll(Collection<String> ids);

    /** The newest first. */
    List<Registered<T>> list(@Nullable Cursor after, int limit);
}
