package io.citywatch.ingest.auth;

import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.registry.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may connect, in memory, as the log says; so a gateway needs no database to let a device in. Thread-safe. */
public final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final Map<String, Optional<Credential>> byClient = new ConcurrentHashMap<>();
    private final Watcher watcher;

    public Credentials(Watcher watcher) {
        this.watcher = watcher;
    }

    /** Hears of clients whose credential changed, connected or not. */
    public interface Watcher {
        /** The client may no longer be connected with what it showed. */
        void barred(String client);

        /** The client may send at another rate; what it logged in with still holds. */
        void repaced(Credential now);
    }

    /** Takes a record of the topic of credentials. */
    public void take(ConsumerRecord<byte[], byte[]> message) {
        if (message.key() == null) {
            LOG.warn("credential without a key at {}-{}", message.partition(), message.offset());
            return;
        }
        take(new String(message.key(), StandardCharsets.UTF_8), message.value());
    }

    /** @param value absent if the credential was withdrawn for good */
    public void take(String client, byte @Nullable [] value) {
        if (value == null) {
            replace(client, Optional.empty());
            return;
        }
        Decoded<Credential> decoded = Json.read(value, Credential.class);
        if (decoded instanceof Decoded.Valid<Credential> valid
                && valid.value().client().equals(client)) {
            replace(client, Optional.of(valid.value()));
            return;
        }
        LOG.warn(
                "credential of {}: unreadable, skipped: {}",
                client,
                decoded.fold(credential -> "client is '" + credential.client() + "'", reason -> reason));
    }

    /** Decides on a login; null where the client gave none. */
    public Login login(String clientId, @Nullable String userName, byte @Nullable [] password) {
        if (userName == null || password == null) {
            return new Login.Refused(Refusal.BAD_TOKEN);
        }
        if (!clientId.equals(userName)) {
            return new Login.Refused(Refusal.NOT_THE_USER);
        }
        return login(clientId, password);
    }

    /**
     * Decides on the login of a client that showed a certificate which holds. It needs no password, nor a user name;
     * but what it gives must be right as well.
     *
     * @param commonName whose certificate it is
     */
    public Login loginCertified(
            String clientId, @Nullable String userName, byte @Nullable [] password, String commonName) {
        if (userName != null && !clientId.equals(userName)) {
            return new Login.Refused(Refusal.NOT_THE_USER);
        }
        if (!clientId.equals(commonName)) {
            return new Login.Refused(Refusal.CERTIFICATE_OF_ANOTHER);
        }
        return login(clientId, password == null || password.length == 0 ? null : password);
    }

    /** @param password null if a certificate stands for it */
    private Login login(String clientId, byte @Nullable [] password) {
        Optional<Credential> known = byClient.get(clientId);
        if (known == null) {
            return new Login.Refused(Refusal.BAD_TOKEN);
        }
        if (known.isEmpty()) {
            return new Login.Refused(Refusal.BARRED);
        }
        Credential credential = known.get();
        if (password != null && !credential.matches(new String(password, StandardCharsets.UTF_8))) {
            return new Login.Refused(Refusal.BAD_TOKEN);
        }
        return credential.state() == Credential.State.ACTIVE
                ? new Login.Accepted(credential)
                : new Login.Refused(Refusal.BARRED);
    }

    /** What holds of a client now; empty if it may not be connected. */
    public Optional<Credential> active(String client) {
        Optional<Credential> known = byClient.get(client);
        return known == null
                ? Optional.empty()
                : known.filter(credential -> credential.state() == Credential.State.ACTIVE);
    }

    /** Tells again of what changed since a login, for a client that was not connected yet when it did. */
    public void recheck(Credential shown) {
        tell(shown, byClient.getOrDefault(shown.client(), Optional.empty()));
    }

    private void replace(String client, Optional<Credential> now) {
        Optional<Credential> before = byClient.put(client, now);
        if (before != null && before.isPresent()) {
            tell(before.get(), now);
        }
    }

    private void tell(Credential before, Optional<Credential> now) {
        if (now.isEmpty() || !atRateOf(now.get(), before).equals(now.get())) {
            watcher.barred(before.client());
        } else if (!now.get().equals(before)) {
            watcher.repaced(now.get());
        }
    }

    private static Credential atRateOf(Credential other, Credential credential) {
        return new Credential(
                credential.client(),
                credential.role(),
                credential.kind(),
                credential.tokenSha256(),
                credential.state(),
                other.ratePerSecond());
    }
}
