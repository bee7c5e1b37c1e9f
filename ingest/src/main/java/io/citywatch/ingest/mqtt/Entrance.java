package io.citywatch.ingest.mqtt;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.ingest.auth.Login;
import io.citywatch.ingest.auth.Refusal;
import io.citywatch.ingest.limit.BegunPackets;
import io.citywatch.ingest.limit.DeviceRates;
import io.citywatch.ingest.limit.HalfOpen;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.limit.StrangerPace;
import io.citywatch.ingest.log.GatewayRecords;
import io.citywatch.ingest.metrics.GatewayMetrics;
import io.citywatch.ingest.session.Connection;
import io.citywatch.ingest.session.Departure;
import io.citywatch.ingest.session.Session;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.ingest.tls.CertificateWatch;
import io.citywatch.ingest.tls.ClientCertificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who comes in: by token or certificate, and as long as there is room. */
public final class Entrance {
    /** No id has brackets. */
    private static final String STRANGER = "(stranger)";

    private final Credentials credentials;
    private final Sessions sessions;
    private final @Nullable CertificateWatch certificates;
    private final GatewayRecords records;
    private final GatewayMetrics metrics;
    private final HalfOpen halfOpen;
    private final DeviceRates rates;
    private final BegunPackets begun;
    private final StrangerPace strangers = new StrangerPace();
    private final long most;

    /** @param certificates absent without TLS */
    public Entrance(
            LimitConfig limits,
            Credentials credentials,
            Sessions sessions,
            @Nullable CertificateWatch certificates,
            GatewayRecords records,
            GatewayMetrics metrics) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.certificates = certificates;
        this.records = records;
        this.metrics = metrics;
        this.halfOpen = new HalfOpen(limits);
        this.rates = new DeviceRates(limits);
        this.begun = new BegunPackets(limits);
        this.most = limits.mostConnections();
        metrics.halfOpen(halfOpen::count);
        if (certificates != null) {
            metrics.refusedCertificates(certificates, CertificateWatch::refusals);
        }
    }

    DeviceRates rates() {
        return rates;
    }

    BegunPackets begun() {
        return begun;
    }

    /** Someone stands at the door. */
    void arrived(Connection connection) {
        halfOpen.enter(connection);
        connection.channel().closeFuture().addListener(closed -> halfOpen.left(connection));
    }

    /** Decides on a login; null where the client gave none. */
    Login login(Connection connection, String clientId, @Nullable String userName, byte @Nullable [] password) {
        CertificateWatch watch = certificates;
        Optional<ClientCertificate> shown =
                watch == null ? Optional.empty() : ClientCertificate.of(connection.channel());
        if (watch == null || shown.isEmpty()) {
            return entering(connection, credentials.login(clientId, userName, password));
        }
        ClientCertificate certificate = shown.get();
        if (watch.fault(certificate).isPresent()) {
            return new Login.Refused(Refusal.BAD_CERTIFICATE);
        }
        Login login = entering(
                connection, credentials.loginCertified(clientId, userName, password, certificate.commonName()));
        if (login instanceof Login.Accepted) {
            watch.follow(connection.channel(), certificate, reason -> {
                records.audit(clientId, "connect", clientId, reason, connection.remote());
                connection.leave(Departure.CERTIFICATE_LAPSED);
            });
        }
        return login;
    }

    /** Someone broke the rules and has to go. */
    void offended(Connection connection, Departure offence) {
        Session session = connection.session();
        if (session == null && !strangers.allows()) {
            return;
        }
        String who = session == null ? STRANGER : session.client();
        records.audit(who, "packet", who, offence.name(), connection.remote());
    }

    /** A client that takes its own place over needs no other. */
    private Login entering(Connection connection, Login login) {
        if (!(login instanceof Login.Accepted accepted)) {
            return login;
        }
        if (metrics.connections() >= most
                && sessions.find(accepted.credential().client()).isEmpty()) {
            return new Login.Refused(Refusal.TOO_MANY_CONNECTIONS);
        }
        halfOpen.left(connection);
        return login;
    }
}
