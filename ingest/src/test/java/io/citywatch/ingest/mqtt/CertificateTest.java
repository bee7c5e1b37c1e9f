package io.citywatch.ingest.mqtt;

import static io.citywatch.ingest.mqtt.SocketGateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TestAuthority;
import io.citywatch.ingest.tls.TestAuthority.Holder;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by certificate, right and wrong, over real TLS, while the files change. */
@Timeout(120)
class CertificateTest {
    private static final String CALL = "{\"ts\":1764000000000,\"event\":\"ok\",\"source\":\"base\"}";

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority("devices");
    private final TestAuthority stranger = new TestAuthority("devices");
    private SocketGateway gateway;

    @BeforeEach
    void start() throws Exception {
        Holder server = authority.server();
        TlsConfig config = new TlsConfig(
                0,
                TestAuthority.write(folder.resolve("server.pem"), server.certificatePem()),
                TestAuthority.write(folder.resolve("server-key.pem"), server.keyPem()),
                TestAuthority.write(folder.resolve("ca.pem"), authority.certificatePem()),
                TestAuthority.write(folder.resolve("crl.pem"), authority.revocationPem()));
        gateway = new SocketGateway(config, LimitConfig.DEFAULTS);
        gateway.register("t-1", "t-2");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateStandsForAPasswordAndAUserName(String protocol) throws Exception {
        try (WireClient client = client(protocol, authority.client("t-1"))) {
            assertThat(client.login("t-1", null, null)).isZero();
            client.publish("devices/t-1/events/call", CALL, 7);

            assertThat(client.receive()).containsExactly(WireClient.PUBACK, 2, 0, 7);
            assertThat(((SSLSocket) client.socket).getSession().getProtocol()).isEqualTo(protocol);
        }
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        assertThat(gateway.log.audits()).isEmpty();
    }

    @Test
    void aTokenIsEnoughWithoutACertificate() throws Exception {
        try (WireClient client = client("TLSv1.3")) {
            assertThat(client.login("t-1", "t-1", "token-t-1")).isZero();
        }
    }

    @Test
    void noTokenAndNoCertificateIsNotEnough() throws Exception {
        try (WireClient client = client("TLSv1.3")) {
            assertThat(client.login("t-1", "t-1", null)).isEqualTo(0x86);
        }
        assertAudited("t-1", "wrong or no token");
    }

    @Test
    void whatIsGivenBesideACertificateMustBeRightToo() throws Exception {
        Holder holder = authority.client("t-1");
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", "t-1", "wrong")).isEqualTo(0x86);
        }
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", "t-2", null)).isEqualTo(0x85);
        }
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", "t-1", "token-t-1")).isZero();
        }
    }

    @Test
    void aCertificateOpensNoOtherDoorThanItsOwn() throws Exception {
        try (WireClient client = client("TLSv1.3", authority.client("t-1"))) {
            assertThat(client.login("t-2", "t-2", null)).isEqualTo(0x85);
        }
        try (WireClient client = client("TLSv1.3", authority.client("t-1"))) {
            assertThat(client.login("t-2", "t-2", "token-t-2")).isEqualTo(0x85);
        }
        try (WireClient client = client("TLSv1.3", authority.client("nobody"))) {
            assertThat(client.login("nobody", "nobody", null)).isEqualTo(0x86);
        }
        assertAudited("t-2", "the certificate is that of another client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateOfAnotherAuthorityIsRefusedAndAudited(String protocol) throws Exception {
        try (WireClient client = client(protocol, stranger.client("t-1"))) {
            assertThat(client.login("t-1", "t-1", null)).isEqualTo(WireClient.GONE);
        }
        assertAudited("t-1", "its certificate is not of a known authority");
    }

    @Test
    void anExpiredOrEarlyCertificateIsRefusedAndAudited() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(2));
        try (WireClient client = client("TLSv1.3", authority.client("t-1", yesterday, Duration.ofDays(1)))) {
            assertThat(client.login("t-1", "t-1", null)).isEqualTo(WireClient.GONE);
        }
        assertAudited("t-1", "its certificate expired");
        try (WireClient client =
                client("TLSv1.3", authority.client("t-2", Instant.now().plusSeconds(3_600), Duration.ofDays(1)))) {
            assertThat(client.login("t-2", "t-2", null)).isEqualTo(WireClient.GONE);
        }
        assertAudited("t-2", "its certificate is not valid yet");
    }

    @Test
    void aRevokedCertificateLosesItsLiveSessionAndComesInNoMore() throws Exception {
        Holder lost = authority.client("t-1");
        Holder kept = authority.client("t-2");
        try (WireClient thief = client("TLSv1.3", lost);
                WireClient honest = client("TLSv1.3", kept)) {
            assertThat(thief.login("t-1", null, null)).isZero();
            assertThat(honest.login("t-2", null, null)).isZero();

            TestAuthority.write(folder.resolve("crl.pem"), authority.revocationPem(lost));

            assertThat(thief.receiveType()).isEqualTo(WireClient.DISCONNECT);
            assertThat(thief.receiveType()).isEqualTo(WireClient.GONE);
            assertAudited("t-1", "its certificate was revoked");
            honest.publish("devices/t-2/events/call", CALL, 1);
            assertThat(honest.receiveType()).isEqualTo(WireClient.PUBACK);
        }
        try (WireClient client = client("TLSv1.3", lost)) {
            assertThat(client.login("t-1", null, null)).isEqualTo(WireClient.GONE);
        }
    }

    @Test
    void aSessionOfTlsThatIsResumedIsCheckedAgain() throws Exception {
        Holder brief = authority.client("t-1", Instant.now().minusSeconds(60), Duration.ofSeconds(64));
        SSLContext context = authority.clientContext("TLSv1.2", brief);
        byte[] session;
        try (WireClient client = WireClient.tls(port(), context)) {
            assertThat(client.login("t-1", null, null)).isZero();
            session = ((SSLSocket) client.socket).getSession().getId();
            assertThat(client.receiveType()).as("it expires").isEqualTo(WireClient.DISCONNECT);
        }
        try (WireClient client = WireClient.tls(port(), context)) {
            assertThat(client.login("t-1", null, null)).isEqualTo(0x86);
            assertThat(((SSLSocket) client.socket).getSession().getId())
                    .as("resumed")
                    .isEqualTo(session);
        }
        assertAudited("t-1", "its certificate does not hold");
    }

    @Test
    void aCertificateThatExpiresLosesItsLiveSession() throws Exception {
        Holder brief = authority.client("t-1", Instant.now().minusSeconds(60), Duration.ofSeconds(63));
        try (WireClient client = client("TLSv1.3", brief)) {
            assertThat(client.login("t-1", null, null)).isZero();

            assertThat(client.receiveType()).isEqualTo(WireClient.DISCONNECT);
        }
        assertAudited("t-1", "its certificate expired");
    }

    @Test
    void quarantineAndWithdrawalEndALiveSessionAndCloseTheDoor() throws Exception {
        Holder holder = authority.client("t-1");
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", null, null)).isZero();
            gateway.register("t-1", DeviceKind.CALL_TERMINAL, Credential.State.QUARANTINED);
            assertThat(client.receiveType()).isEqualTo(WireClient.DISCONNECT);
        }
        assertAudited("t-1", "put out: what it logged in with no longer holds");
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", null, null)).isEqualTo(0x8A);
        }
        gateway.credentials.take("t-1", null);
        try (WireClient client = client("TLSv1.3", holder)) {
            assertThat(client.login("t-1", null, null)).isEqualTo(0x8A);
        }
        assertAudited("t-1", "quarantined or withdrawn");
    }

    @Test
    void aNewAuthorityCountsWithoutARestartAndTheOldOneNoMore() throws Exception {
        Holder fromTheOld = authority.client("t-1");
        try (WireClient client = client("TLSv1.3", fromTheOld)) {
            assertThat(client.login("t-1", null, null)).isZero();

            TestAuthority.write(folder.resolve("crl.pem"), stranger.revocationPem());
            TestAuthority.write(folder.resolve("ca.pem"), stranger.certificatePem());

            assertThat(client.receiveType()).isEqualTo(WireClient.DISCONNECT);
        }
        try (WireClient client = client("TLSv1.3", stranger.client("t-2"))) {
            assertThat(client.login("t-2", null, null)).isZero();
        }
    }

    @Test
    void aBrokenFileIsRefusedAndTheOldOneStaysInForce() throws Exception {
        X509Certificate before = shownByServer();
        Holder server = authority.server();

        TestAuthority.write(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n");
        awaitRefusals(1);
        assertThat(shownByServer()).isEqualTo(before);
        TestAuthority.write(folder.resolve("server.pem"), server.certificatePem()); // not of the key in its file
        awaitRefusals(2);
        assertThat(shownByServer()).isEqualTo(before);
        TestAuthority.write(folder.resolve("crl.pem"), stranger.revocationPem());
        TestAuthority.write(folder.resolve("server-key.pem"), server.keyPem());
        awaitRefusals(3);
        assertThat(shownByServer()).isEqualTo(before);
        TestAuthority.write(folder.resolve("crl.pem"), authority.revocationPem());

        await("the new certificate is shown", () -> shownByServer().equals(server.certificate()));
    }

    private void awaitRefusals(int count) {
        await(count + " refused", () -> gateway.count("citywatch.gateway.certificates.refused") >= count);
    }

    private X509Certificate shownByServer() {
        try (WireClient client = client("TLSv1.3")) {
            SSLSocket socket = (SSLSocket) client.socket;
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private WireClient client(String protocol, Holder... shown) throws java.io.IOException {
        return WireClient.tls(port(), authority.clientContext(protocol, shown));
    }

    private int port() {
        return gateway.server.mqttsPort().orElseThrow();
    }

    private void assertAudited(String client, String reason) {
        await(
                client + ": " + reason,
                () -> gateway.log.audits().stream()
                        .anyMatch(audit -> audit.client().equals(client)
                                && audit.action().equals("connect")
                                && audit.reason().equals(reason)));
        assertThat(gateway.log.audits()).extracting(GatewayAudit::remote).allMatch(remote -> remote.startsWith("127."));
    }
}
