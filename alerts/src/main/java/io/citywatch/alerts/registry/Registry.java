package io.citywatch.alerts.registry;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Token;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and removes the things of one kind. Row, records of the log and audit commit together. Thread-safe.
 */
public final class Registry<T> {
    private final RegistryKind<T> kind;
    private final Database database;
    private final RegistryStore<T> store;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random;
    private final Consequences<T> consequences;
    private final Consumer<Registered<T>> changed;

    /** @param changed hears of each new or changed thing after the commit */
    public Registry(
            RegistryKind<T> kind,
            Database database,
            RegistryStore<T> store,
            AuditLog audit,
            Clock clock,
            SecureRandom random,
            Consequences<T> consequences,
            Consumer<Registered<T>> changed) {
        this.kind = kind;
        this.database = database;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.consequences = consequences;
        this.changed = changed;
    }

    /** Of a kind that nothing else depends on. */
    public Registry(
            RegistryKind<T> kind,
            Database database,
            RegistryStore<T> store,
            AuditLog audit,
            Clock clock,
            SecureRandom random,
            Consumer<Registered<T>> changed) {
        this(kind, database, store, audit, clock, random, Consequences.none(), changed);
    }

    public RegistryKind<T> kind() {
        return kind;
    }

    public Written<T> create(T body, Person person) {
        Token token = kind.hasToken() ? Token.random(random) : null;
        String sha256 = token == null ? null : token.sha256();
        Instant now = clock.instant();
        Optional<Registered<T>> created = database.inTransaction(transaction -> {
            Optional<Registered<T>> registered = store.insert(transaction, body, sha256, now);
            if (registered.isPresent()) {
                kind.publish(transaction, body);
                kind.publishCredential(transaction, body, sha256);
                write(transaction, "create", kind.id().apply(body), person, now);
            }
            return registered;
        });
        created.ifPresent(changed);
        return created.<Written<T>>map(registered -> new Written.Done<>(registered, token))
                .orElseGet(Written.Taken::new);
    }

    /** Replaces the body; the token stays. */
    public Written<T> replace(T body, Person person) {
        return change(kind.id().apply(body), before -> body, person);
    }

    /** Replaces the body by what becomes of the one before; the id must stay. */
    public Written<T> change(String id, UnaryOperator<T> change, Person person) {
        Instant now = clock.instant();
        Written<T> written = database.inTransaction(transaction -> {
            Optional<Registered<T>> before = store.lock(transaction, id);
            if (before.isEmpty()) {
                return new Written.Unknown<>();
            }
            T old = before.get().body();
            T body = change.apply(old);
            if (!store.update(transaction, body, now)) {
                return new Written.Taken<>();
            }
            if (kind.ends(old, body)) {
                kind.withdraw(transaction, old);
            }
            kind.publish(transaction, body);
            kind.publishCredential(transaction, body, before.get().tokenSha256());
            consequences.ofReplacing(transaction, List.of(new Consequences.Replaced<>(old, body)));
            write(transaction, "replace", id, person, now);
            return new Written.Done<>(before.get(), null);
        });
        return written instanceof Written.Done<T> ? found(id) : written;
    }

    public Written<T> delete(String id, Person person) {
        Instant now = clock.instant();
        return database.inTransaction(transaction -> {
            Optional<Registered<T>> before = store.lock(transaction, id);
            if (before.isEmpty()) {
                return new Written.Unknown<>();
            }
            String reason = consequences.reasonToKeep(transaction, before.get().body());
            if (reason != null) {
                return new Written.Kept<>(reason);
            }
            store.delete(transaction, id);
            kind.withdraw(transaction, before.get().body());
            kind.withdrawCredential(transaction, before.get().body());
            write(transaction, "delete", id, person, now);
            return new Written.Done<>(before.get(), null);
        });
    }

    /** Those of the ids that there are, in no order. */
    public List<Registered<T>> findAll(List<String> ids) {
        return store.findAll(ids);
    }

    public Optional<Registered<T>> find(String id) {
        return store.find(id);
    }

    /** @param only the filters of the kind with their values */
    public List<Registered<T>> list(Map<String, String> only, RegistryStore.@Nullable Cursor after, int limit) {
        return store.list(only, after, limit);
    }

    private Written<T> found(String id) {
        Optional<Registered<T>> registered = store.find(id);
        registered.ifPresent(changed);
        return registered
                .<Written<T>>map(found -> new Written.Done<>(found, null))
                .orElseGet(Written.Unknown::new);
    }

    private void write(Transaction transaction, String act, String id, Person person, Instant now) {
        Map<String, String> detail = Map.of("role", person.role().text());
        audit.write(transaction, new AuditEntry(now, person.name(), kind.name() + "." + act, id, detail));
    }
}
