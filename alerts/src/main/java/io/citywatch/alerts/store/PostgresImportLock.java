package io.citywatch.alerts.store;

import io.citywatch.alerts.imports.ImportLock;
import java.util.Optional;
import java.util.function.Supplier;

/** An advisory lock on a connection of its own: gone with the process, whatever happens to it. */
public final class PostgresImportLock implements ImportLock {
    private final Database database;

    public PostgresImportLock(Database database) {
        this.database = database;
    }

    @Override
    public <T> Optional<T> alone(String name, Supplier<T> work) {
        String key = "import " + name;
        return database.jdbi().withHandle(handle -> {
            boolean alone = handle.select("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", key)
                    .mapTo(Boolean.class)
                    .one();
            if (!alone) {
                return Optional.empty();
            }
            try {
                return Optional.of(work.get());
            } finally {
                handle.execute("SELECT pg_advisory_unlock(hashtextextended(?, 0))", key);
            }
        });
    }
}
