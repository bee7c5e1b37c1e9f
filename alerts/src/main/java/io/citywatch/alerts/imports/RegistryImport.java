package io.citywatch.alerts.imports;

import io.citywatch.alerts.access.Token;
import io.citywatch.alerts.registry.Consequences;
import io.citywatch.alerts.registry.Registered;
import io.citywatch.alerts.registry.RegistryKind;
import io.citywatch.alerts.registry.RegistryStore;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Duplicates;
import io.citywatch.alerts.store.Transaction;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the things of one kind by portions: each portion compares itself with what is registered, and writes rows and
 * records of the log in one transaction. Used by one thread for one file.
 */
final class RegistryImport<T> {
    private static final int PORTION = 500;
    private static final int MOST_ATTEMPTS = 3;

    /**
     * What is imported into.
     *
     * @param unique the value beside the id that no two share, by its field's name; none if the map is empty
     */
    record Target<T>(
            RegistryKind<T> kind,
            RegistryStore<T> store,
            Consequences<T> consequences,
            Map<String, Function<T, String>> unique) {}

    private record Given<T>(int line, T body) {}

    private final Target<T> target;
    private final Database database;
    private final SecureRandom random;
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();
    private final ImportCount count;

    RegistryImport(Target<T> target, Database database, SecureRandom random, ImportCount count) {
        this.target = target;
        this.database = database;
        this.random = random;
        this.count = count;
    }

    int portion() {
        return PORTION;
    }

    /** Takes lines of the file that follow each other. */
    void write(List<Lines.Line<T>> lines, Instant now) {
        List<Given<T>> fresh = new ArrayList<>(lines.size());
        for (Lines.Line<T> line : lines) {
            count.line();
            BadLine bad = line.bad();
            T body = line.body();
            if (bad == null && body != null) {
                bad = twice(line.number(), body);
            }
            if (bad != null) {
                count.bad(bad);
            } else if (body != null) {
                fresh.add(new Given<>(line.number(), body));
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                Portion done = database.inTransaction(transaction -> write(transaction, fresh, now));
                done.countInto(count);
                return;
            } catch (RuntimeException e) {
                // Somebody registered one of them in between: the next look sees it.
                if (attempt >= MOST_ATTEMPTS || !Duplicates.isDuplicate(e)) {
                    throw e;
                }
            }
        }
    }

    /** What is wrong if the file said it before. */
    private @Nullable BadLine twice(int line, T body) {
        Map<String, String> values = new HashMap<>();
        values.put(target.kind().idField(), target.kind().id().apply(body));
        target.unique().forEach((field, value) -> values.put(field, value.apply(body)));
        for (Map.Entry<String, String> value : values.entrySet()) {
            Integer before = seen.computeIfAbsent(value.getKey(), field -> new HashMap<>())
                    .get(value.getValue());
            if (before != null) {
                return new BadLine(
                        line, value.getKey(), value.getValue(), "a value that line " + before + " does not hold");
            }
        }
        values.forEach(
                (field, value) -> seen.getOrDefault(field, new HashMap<>()).put(value, line));
        return null;
    }

    private Portion write(Transaction transaction, List<Given<T>> given, Instant now) {
        Portion done = new Portion();
        RegistryKind<T> kind = target.kind();
        Map<String, Registered<T>> known = new HashMap<>();
        target.store()
                .lockAll(
                        transaction,
                        given.stream().map(each -> kind.id().apply(each.body())).toList())
                .forEach(registered -> known.put(registered.id(), registered));
        Set<String> clashing = new HashSet<>();
        Map<String, Integer> lineOf = new HashMap<>();
        given.forEach(each -> lineOf.put(kind.id().apply(each.body()), each.line()));
        for (RegistryStore.Clash clash : target.store()
                .clashes(transaction, given.stream().map(Given::body).toList())) {
            if (clashing.add(clash.id())) {
                done.bad.add(new BadLine(
                        lineOf.getOrDefault(clash.id(), 0),
                        clash.field(),
                        clash.value(),
                        "a value that " + clash.holder() + " does not hold"));
            }
        }
        List<RegistryStore.Fresh<T>> created = new ArrayList<>();
        List<Consequences.Replaced<T>> replaced = new ArrayList<>();
        for (Given<T> each : given) {
            String id = kind.id().apply(each.body());
            Registered<T> before = known.get(id);
            if (clashing.contains(id)) {
                continue;
            }
            if (before == null) {
                created.add(fresh(each.body(), done));
            } else if (before.body().equals(each.body())) {
                done.unchanged++;
            } else {
                replaced.add(new Consequences.Replaced<>(before.body(), each.body()));
            }
        }
        store(transaction, created, replaced, known, now);
        done.created = created.size();
        done.updated = replaced.size();
        return done;
    }

    private void store(
            Transaction transaction,
            List<RegistryStore.Fresh<T>> created,
            List<Consequences.Replaced<T>> replaced,
            Map<String, Registered<T>> known,
            Instant now) {
        RegistryKind<T> kind = target.kind();
        if (!created.isEmpty()) {
            target.store().insertAll(transaction, created, now);
        }
        if (!replaced.isEmpty()) {
            target.store()
                    .updateAll(
                            transaction,
                            replaced.stream().map(Consequences.Replaced::after).toList(),
                            now);
        }
        for (Consequences.Replaced<T> one : replaced) {
            if (kind.ends(one.before(), one.after())) {
                kind.withdraw(transaction, one.before());
            }
        }
        for (RegistryStore.Fresh<T> one : created) {
            kind.publish(transaction, one.body());
            kind.publishCredential(transaction, one.body(), one.tokenSha256());
        }
        for (Consequences.Replaced<T> one : replaced) {
            kind.publish(transaction, one.after());
            Registered<T> before = known.get(kind.id().apply(one.after()));
            kind.publishCredential(transaction, one.after(), before == null ? null : before.tokenSha256());
        }
        if (!replaced.isEmpty()) {
            target.consequences().ofReplacing(transaction, replaced);
        }
    }

    private RegistryStore.Fresh<T> fresh(T body, Portion done) {
        if (!target.kind().hasToken()) {
            return new RegistryStore.Fresh<>(body, null);
        }
        Token token = Token.random(random);
        done.tokens.add(new ImportReport.Issued(target.kind().id().apply(body), token.secret()));
        return new RegistryStore.Fresh<>(body, token.sha256());
    }

    /** What came of a portion; counts only once it is committed. */
    private static final class Portion {
        private final List<BadLine> bad = new ArrayList<>();
        private final List<ImportReport.Issued> tokens = new ArrayList<>();
        private int created;
        private int updated;
        private int unchanged;

        void countInto(ImportCount count) {
            bad.forEach(count::bad);
            count.written(created, updated, unchanged, tokens);
        }
    }
}
