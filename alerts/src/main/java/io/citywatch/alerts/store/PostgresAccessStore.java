package io.citywatch.alerts.store;

import io.citywatch.alerts.access.AccessStore;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.audit.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, sessions and tokens. Thread-safe. */
public final class PostgresAccessStore implements AccessStore {
    /**
     * A session's role is the account's of now, so that a lowered or disabled account loses its rights at once. Of an
     * operator it is kept that they were seen.
     */
    private static final String PERSON_OF_SESSION = """
            WITH person AS (
                SELECT session.account AS name, coalesce(account.role, 'responder') AS role
                FROM sessions session
                LEFT JOIN accounts account
                  ON session.role <> 'responder' AND account.name = session.account AND NOT account.disabled
                LEFT JOIN responders responder
                  ON session.role = 'responder' AND responder.id = session.account AND responder.state = 'ACTIVE'
                WHERE session.token_sha256 = :sha256 AND session.expires_at > :now
                  AND (account.name IS NOT NULL OR responder.id IS NOT NULL)
            ), seen AS (
                UPDATE sessions SET seen_at = :now
                WHERE token_sha256 = :sha256 AND (seen_at IS NULL OR seen_at < :seenBefore)
                  AND EXISTS (SELECT FROM person WHERE role = 'operator')
            )
            SELECT name, role FROM person
            """;

    private static final String PERSON_OF_TOKEN = """
            SELECT account.name, account.role
            FROM api_tokens token JOIN accounts account ON account.name = token.account AND NOT account.disabled
            WHERE token.token_sha256 = :sha256
            UNION ALL
            SELECT id, 'responder' FROM responders WHERE token_sha256 = :sha256 AND state = 'ACTIVE'
            """;

    /** Told once in so long, so that a busy page does not write with each call. */
    private static final Duration SEEN_EVERY = Duration.ofSeconds(30);

    private final Database database;

    public PostgresAccessStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Account> account(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT name, role, password_hash, disabled FROM accounts WHERE name = ?", name)
                        .map((row, context) -> new Account(
                                row.getString("name"),
                                Role.of(row.getString("role")),
                                row.getString("password_hash"),
                                row.getBoolean("disabled")))
                        .findOne());
    }

    @Override
    public boolean hasAccounts() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT EXISTS (SELECT 1 FROM accounts)")
                        .mapTo(Boolean.class)
                        .one());
    }

    @Override
    public void save(Account account) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("""
                    INSERT INTO accounts (name, role, password_hash, disabled) VALUES (?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash,
                      disabled = excluded.disabled, updated_at = now()
                    """, account.name(), account.role().text(), account.passwordHash(), account.disabled());
            handle.execute("DELETE FROM sessions WHERE account = ? AND role <> 'responder'", account.name());
        });
    }

    @Override
    public void setApiToken(String account, @Nullable String sha256) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM api_tokens WHERE account = ?", account);
            if (sha256 != null) {
                handle.execute(
                        "INSERT INTO api_tokens (token_sha256, account, role)"
                                + " SELECT ?, name, role FROM accounts WHERE name = ?",
                        sha256,
                        account);
            }
        });
    }

    @Override
    public void openSession(String sha256, Person person, Instant now, Instant expiresAt, AuditEntry entry) {
        database.jdbi().useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO sessions (token_sha256, account, role, created_at, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    sha256,
                    person.name(),
                    person.role().text(),
                    now.atOffset(ZoneOffset.UTC),
                    expiresAt.atOffset(ZoneOffset.UTC));
            PostgresAuditLog.insert(handle, entry);
        });
    }

    @Override
    public void closeSession(String sha256, AuditEntry entry) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM sessions WHERE token_sha256 = ?", sha256);
            PostgresAuditLog.insert(handle, entry);
        });
    }

    @Override
    public Optional<Person> personOfSession(String sha256, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(PERSON_OF_SESSION)
                        .bind("sha256", sha256)
                        .bind("now", now)
                        .bind("seenBefore", now.minus(SEEN_EVERY))
                        .map((row, context) -> person(row))
                        .findOne());
    }

    @Override
    public Optional<Person> personOfToken(String sha256) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(PERSON_OF_TOKEN)
                        .bind("sha256", sha256)
                        .map((row, context) -> person(row))
                        .findFirst());
    }

    @Override
    public Optional<Person> responder(String id, String sha256) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT id AS name, 'responder' AS role FROM responders"
                                        + " WHERE id = ? AND token_sha256 = ? AND state = 'ACTIVE'",
                                id,
                                sha256)
                        .map((row, context) -> person(row))
                        .findFirst());
    }

    @Override
    public void removeExpiredSessions(Instant now) {
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("DELETE FROM sessions WHERE expires_at <= ?", now.atOffset(ZoneOffset.UTC)));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString("name"), Role.of(row.getString("role")));
    }
}
