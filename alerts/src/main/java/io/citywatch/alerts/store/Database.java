package io.citywatch.alerts.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's database: one pool, migrated when opened. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MOST_ATTEMPTS = 5;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final List<Runnable> outboxListeners = new CopyOnWriteArrayList<>();

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
    }

    /** Connects and migrates; throws if the database cannot be reached. */
    public static Database open(DatabaseConfig config) {
        HikariDataSource pool = pool(config);
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return new Database(pool);
    }

    /** Connects to what is there, as it is; throws if the database cannot be reached. */
    public static Database openAsItIs(DatabaseConfig config) {
        return new Database(pool(config));
    }

    private static HikariDataSource pool(DatabaseConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("records");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.poolSize());
        hikari.setConnectionTimeout(5_000);
        // A query that hangs on a dead socket must not hold a consumer for ever.
        hikari.addDataSourceProperty("socketTimeout", "30");
        hikari.addDataSourceProperty("tcpKeepAlive", "true");
        hikari.addDataSourceProperty("prepareThreshold", "2");
        hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(hikari);
    }

    /**
     * Runs the work in one transaction (READ COMMITTED). If the database made it give way to another (deadlock,
     * serialisation) the work runs again, so it must have no effect outside the transaction but through
     * {@link Transaction#afterCommit}.
     */
    public <T> T inTransaction(Function<Transaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(work);
            } catch (RuntimeException e) {
                if (attempt >= MOST_ATTEMPTS || !Outages.gaveWay(e)) {
                    throw e;
                }
                LOG.debug("transaction gave way, attempt {}", attempt);
            }
        }
    }

    private <T> T attempt(Function<Transaction, T> work) {
        record Committed<R>(R result, List<Runnable> hooks, boolean appended) {}
        Committed<T> committed = jdbi.inTransaction(handle -> {
            Transaction transaction = new Transaction(handle);
            T result = work.apply(transaction);
            boolean appended = transaction.writeOutbox();
            return new Committed<>(result, transaction.hooks(), appended);
        });
        if (committed.appended()) {
            outboxListeners.forEach(Runnable::run);
        }
        committed.hooks().forEach(Database::runHook);
        return committed.result();
    }

    /** Reads several things as they stood at one moment (REPEATABLE READ): nothing that commits in between is seen. */
    <T> T inSnapshot(Function<Handle, T> read) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, read::apply);
    }

    /** For reads of one statement, and for writes that owe nothing to the log. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** True if the database answers within a second. */
    public boolean isHealthy() {
        try {
            return jdbi.withHandle(handle -> handle.getConnection().isValid(1));
        } catch (Exception e) {
            return false;
        }
    }

    /** Calls the listener after each commit that left rows in the outbox; it must not block. */
    void onOutbox(Runnable listener) {
        outboxListeners.add(listener);
    }

    void removeOutboxListener(Runnable listener) {
        outboxListeners.remove(listener);
    }

    private static void runHook(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException e) {
            LOG.error("after commit: a hook failed; what it announces is recovered by polling", e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
