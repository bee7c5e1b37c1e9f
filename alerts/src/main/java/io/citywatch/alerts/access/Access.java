package io.citywatch.alerts.access;

import io.citywatch.alerts.audit.AuditEntry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Signs people in and out and tells who calls. Thread-safe; every method may ask the database. */
public final class Access {
    /** How long a session lasts. */
    public static final Duration SESSION = Duration.ofHours(12);

    /** Programs call hundreds of times a second; a token that was withdrawn is refused a second later at the latest. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int MOST_REMEMBERED = 10_000;

    private record Seen(Person person, Instant until) {}

    private final AccessStore store;
    private final Clock clock;
    private final SecureRandom random;
    private final Passwords passwords = new Passwords();
    private final AtomicLong endings = new AtomicLong();
    private final Map<String, Seen> tokens = new ConcurrentHashMap<>();

    public Access(AccessStore store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** A session that began: the token goes into the cookie and is kept nowhere else. */
    public record SignedIn(Token token, Person person) {}

    /**
     * An account by its password, or a responder by its token.
     *
     * @throws TooManySignIns if there are too many at a time
     */
    public Optional<SignedIn> signIn(String user, String password) {
        Optional<Person> person = check(user, password);
        return person.map(known -> {
            Token token = Token.random(random);
            Instant now = clock.instant();
            AuditEntry entry = new AuditEntry(
                    now,
                    known.name(),
                    "session.begin",
                    known.name(),
                    Map.of("role", known.role().text()));
            store.openSession(token.sha256(), known, now, now.plus(SESSION), entry);
            return new SignedIn(token, known);
        });
    }

    private Optional<Person> check(String user, String password) {
        Optional<AccessStore.Account> account = store.account(user);
        if (account.isEmpty()) {
            Optional<Person> responder = store.responder(user, new Token(password).sha256());
            if (responder.isEmpty()) {
                passwords.pretend(password);
            }
            return responder;
        }
        return account.filter(known -> passwords.matches(password, known.passwordHash()) && !known.disabled())
                .map(known -> new Person(known.name(), known.role()));
    }

    /** Ends the session of this person. */
    public void signOut(String sessionToken, Person person) {
        Instant now = clock.instant();
        store.closeSession(
                new Token(sessionToken).sha256(),
                new AuditEntry(now, person.name(), "session.end", person.name(), Map.of()));
        endings.incrementAndGet();
        store.removeExpiredSessions(now);
    }

    /** Grows with each session that ends here: what was known of who watches is then old. */
    public long endings() {
        return endings.get();
    }

    public Optional<Person> personOfSession(String sessionToken) {
        return store.personOfSession(new Token(sessionToken).sha256(), clock.instant());
    }

    /** Whose bearer token it is: an account's API token or a responder's own. Remembered for a second. */
    public Optional<Person> personOfToken(String token) {
        String sha256 = new Token(token).sha256();
        Instant now = clock.instant();
        Seen seen = tokens.get(sha256);
        if (seen != null && now.isBefore(seen.until())) {
            return Optional.of(seen.person());
        }
        Optional<Person> person = store.personOfToken(sha256);
        if (tokens.size() >= MOST_REMEMBERED) {
            tokens.clear();
        }
        person.ifPresentOrElse(
                known -> tokens.put(sha256, new Seen(known, now.plus(REMEMBERED))), () -> tokens.remove(sha256));
        return person;
    }

    Token newToken() {
        return Token.random(random);
    }

    /** Creates the account or brings it up to date; an unchanged password keeps its hash and its sessions. */
    void save(AccountConfig config) {
        Optional<AccessStore.Account> known = store.account(config.name());
        boolean same = known.filter(account -> account.role() == config.role()
                        && !account.disabled()
                        && passwords.matches(config.password(), account.passwordHash()))
                .isPresent();
        if (!same) {
            store.save(new AccessStore.Account(config.name(), config.role(), passwords.hash(config.password()), false));
        }
        String apiToken = config.apiToken();
        store.setApiToken(config.name(), apiToken == null ? null : new Token(apiToken).sha256());
    }

    boolean hasAccounts() {
        return store.hasAccounts();
    }
}
