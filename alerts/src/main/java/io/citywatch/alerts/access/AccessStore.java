package io.citywatch.alerts.access;

import io.citywatch.alerts.audit.AuditEntry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps accounts, sessions and tokens. Tokens come in and stay as their SHA-256. Thread-safe. */
public interface AccessStore {
    /** An account as it is kept. */
    record Account(String name, Role role, String passwordHash, boolean disabled) {}

    Optional<Account> account(String name);

    boolean hasAccounts();

    /** Creates the account, or replaces role and password; its sessions end if either changed. */
    void save(Account account);

    /** The account's one API token; null withdraws it. */
    void setApiToken(String account, @Nullable String sha256);

    /** Opens a session together with its entry in the audit. */
    void openSession(String sha256, Person person, Instant now, Instant expiresAt, AuditEntry entry);

    /** Ends a session together with its entry in the audit. */
    void closeSession(String sha256, AuditEntry entry);

    /** Whose session it is; none once expired, or once the account or responder is gone or disabled. */
    Optional<Person> personOfSession(String sha256, Instant now);

    /** Whose API token or responder's token it is. */
    Optional<Person> personOfToken(String sha256);

    /** The responder of that id if this is its token. */
    Optional<Person> responder(String id, String sha256);

    void removeExpiredSessions(Instant now);
}
