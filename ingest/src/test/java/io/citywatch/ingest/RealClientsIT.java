package io.citywatch.ingest;

import static io.citywatch.ingest.LogProbe.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.clients.Client;
import io.citywatch.ingest.clients.CuttingProxy;
import io.citywatch.ingest.clients.Door;
import io.citywatch.ingest.clients.Papers;
import io.citywatch.ingest.clients.Transport;
import io.citywatch.ingest.clients.Visit;
import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TestAuthority;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.Sha256;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that somebody else wrote, unchanged, over each transport that they know. */
@Timeout(180)
class RealClientsIT {
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int MESSAGES_A_QOS = 2;
    private static final long SEED = 20_261_122;
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");

    @TempDir
    static Path data;

    private static final TestAuthority AUTHORITY = new TestAuthority("devices");
    private static final TestAuthority.Holder SERVER = AUTHORITY.server();

    private static Papers papers;
    private static EmbeddedKafka kafka;
    private static LogProbe log;
    private static LogTail events;
    private static LogTail receipts;
    private static Gateway gateway;

    @BeforeAll
    static void startGateway() throws Exception {
        papers = Papers.of(Files.createDirectory(data.resolve("papers")), AUTHORITY);
        kafka = new EmbeddedKafka(data.resolve("kafka"));
        kafka.createTopics();
        log = new LogProbe(kafka.bootstrapServers());
        for (Arguments row : clients().toList()) {
            for (String test : List.of("qos", "offer", "cut", "break", "certified")) {
                register(test, id(test, (Client) row.get()[0], (Transport) row.get()[1]));
            }
        }
        gateway = Gateway.start(config(), new SimpleMeterRegistry());
        gateway.ready().get(30, TimeUnit.SECONDS);
        events = log.tail(LogTopic.TELEMETRY_EVENTS);
        receipts = log.tail(LogTopic.RECEIPTS);
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
        events.close();
        receipts.close();
        log.close();
        kafka.close();
    }

    static Stream<Arguments> clients() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Client.values())
                        .filter(client -> client.takes(transport))
                        .map(client -> Arguments.of(client, transport)));
    }

    static Stream<Arguments> clientsThatComeBack() {
        return clients().filter(row -> ((Client) row.get()[0]).comesBack());
    }

    /** Paho refuses a message that comes while it is not connected. */
    static Stream<Arguments> clientsThatQueueMeanwhile() {
        return clientsThatComeBack().filter(row -> ((Client) row.get()[0]).queues());
    }

    static Stream<Arguments> clientsOverTls() {
        return clients().filter(row -> row.get()[1] == Transport.TLS);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clients")
    void publishesAtEachQos(Client client, Transport transport) throws Exception {
        String id = id("qos", client, transport);

        client.pay(visit(client, transport, id).publishing(presses(id, MESSAGES_A_QOS, 0, 1, 2)));

        List<String> logged = events.identities(id, 3 * MESSAGES_A_QOS);
        System.out.printf("%s over %s: sent at each QoS %d, logged %s%n", client, transport, MESSAGES_A_QOS, logged);
        assertThat(logged).containsExactlyInAnyOrderElementsOf(identities(MESSAGES_A_QOS, 0, 1, 2));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clientsOverTls")
    void aCertificateStandsForTheToken(Client client, Transport transport) throws Exception {
        String id = id("certified", client, transport);
        Door door = new Door(transport, portOf(transport), papers.showing(id, AUTHORITY.client(id)));

        client.pay(Visit.at(door, client, id, null).publishing(presses(id, 1, 0, 1, 2)));

        List<String> logged = events.identities(id, 3);
        System.out.printf("%s with a certificate: sent at each QoS 1, logged %s%n", client, logged);
        assertThat(logged).containsExactlyInAnyOrderElementsOf(identities(1, 0, 1, 2));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clients")
    void findsItsSessionAgainAndWhatCameMeanwhileOnce(Client client, Transport transport) throws Exception {
        String id = id("offer", client, transport);
        Visit visit = visit(client, transport, id).keeping();
        Visit.Seen first = client.pay(visit.subscribing("responders/" + id + "/offers"));
        log.owe(offer(id, "o1"));
        log.owe(offer(id, "o2"));

        Visit.Seen second = client.pay(visit.expecting(2));
        receipts.await(1, keyed(id + "/o2"));
        log.owe(offer(id, "o3"));
        Visit.Seen third = client.pay(visit.expecting(1));

        System.out.printf(
                "%s over %s: came meanwhile 2, received %d; then 1, received %d%n",
                client, transport, second.received().size(), third.received().size());
        assertThat(second.received()).containsExactly("{\"id\":\"o1\"}", "{\"id\":\"o2\"}");
        assertThat(third.received()).containsExactly("{\"id\":\"o3\"}");
        assertThat(first.sessionPresent()).isFalse();
        assertThat(second.sessionPresent()).isEqualTo(client.tellsOfItsSession());
        receipts.await(1, keyed(id + "/o3"));
    }

    /** At QoS 1 the log may have a repeat, which its identity tells; at QoS 2 it has none. */
    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clientsThatComeBack")
    void aMessageWhoseAnswerIsLostWithTheConnectionCountsOnce(Client client, Transport transport) throws Exception {
        String id = id("cut", client, transport);
        int cuts;
        try (CuttingProxy proxy = cutting(transport, PUBACK, PUBREC)) {
            client.pay(visit(client, transport, proxy.port(), id).keeping().publishing(presses(id, 2, 1, 2)));
            cuts = proxy.cuts();
        }

        List<String> logged = events.identities(id, 4);
        Set<String> counted = new HashSet<>(logged);
        System.out.printf(
                "%s over %s: sent 4, answers cut off %d, logged %d, counted %d%n",
                client, transport, cuts, logged.size(), counted.size());
        assertThat(cuts).isEqualTo(2);
        assertThat(counted).containsExactlyInAnyOrderElementsOf(identities(2, 1, 2));
        assertThat(logged.stream().filter(identity -> identity.endsWith("qos-2")))
                .containsExactlyInAnyOrderElementsOf(identities(2, 2));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clientsThatQueueMeanwhile")
    void aNetworkThatBreaksAgainAndAgainLosesNothingAndRepeatsNothing(Client client, Transport transport)
            throws Exception {
        String id = id("break", client, transport);
        int messages = LONG ? 600 : 30;
        int breaks = LONG ? 50 : 6;
        int cuts;
        try (CuttingProxy proxy = CuttingProxy.atRandom(portOf(transport), breaks, SEED)) {
            client.pay(visit(client, transport, proxy.port(), id).keeping().publishing(presses(id, messages, 2)));
            cuts = proxy.cuts();
        }

        List<String> logged = events.identities(id, messages);
        System.out.printf(
                "%s over %s: %d sent at QoS 2, %d breaks, %d logged%n",
                client, transport, messages, cuts, logged.size());
        assertThat(logged).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(identities(messages, 2));
        assertThat(cuts).as("seed %d", SEED).isEqualTo(breaks);
    }

    private static GatewayConfig config() throws IOException {
        Papers own = papers.showing("server", SERVER);
        TlsConfig tls =
                new TlsConfig(0, own.shown().certificateFile(), own.shown().keyFile(), own.caFile(), null);
        return GatewayConfig.of("gw-real", "127.0.0.1", 0, kafka.bootstrapServers())
                .with(0, tls, LimitConfig.DEFAULTS);
    }

    private static void register(String test, String id) throws Exception {
        boolean phone = test.equals("offer");
        log.register(new Credential(
                id,
                phone ? Credential.Role.RESPONDER : Credential.Role.DEVICE,
                phone ? null : DeviceKind.CALL_TERMINAL,
                Sha256.hex("token-" + id),
                Credential.State.ACTIVE));
    }

    /** Ends TLS itself where it has to see what it cuts. */
    private static CuttingProxy cutting(Transport transport, Integer... firstBytes) throws IOException {
        return transport == Transport.TLS
                ? CuttingProxy.atFirst(
                        papers.showing("proxy", SERVER).context().getServerSocketFactory(),
                        papers.context().getSocketFactory(),
                        portOf(transport),
                        firstBytes)
                : CuttingProxy.atFirst(portOf(transport), firstBytes);
    }

    private static int portOf(Transport transport) {
        return switch (transport) {
            case TCP -> gateway.mqttPort();
            case TLS -> gateway.mqttsPort().orElseThrow();
            case WEB_SOCKET -> gateway.webSocketPort().orElseThrow();
        };
    }

    private static Visit visit(Client client, Transport transport, String id) {
        return visit(client, transport, portOf(transport), id);
    }

    private static Visit visit(Client client, Transport transport, int port, String id) {
        Door door = new Door(transport, port, transport == Transport.TLS ? papers : null);
        return Visit.at(door, client, id, "token-" + id);
    }

    private static String id(String test, Client client, Transport transport) {
        return (test + "-" + client + "-" + transport).toLowerCase(Locale.ROOT);
    }

    /** So many messages at each QoS. */
    private static List<Visit.Message> presses(String id, int count, int... qualities) {
        return IntStream.of(qualities)
                .boxed()
                .flatMap(qos -> IntStream.range(0, count)
                        .mapToObj(seq -> new Visit.Message("devices/" + id + "/events/call", press(qos, seq), qos)))
                .toList();
    }

    private static String press(int qos, int seq) {
        return "{\"ts\":1764000000000,\"boot\":\"qos-" + qos + "\",\"seq\":" + seq
                + ",\"event\":\"ok\",\"source\":\"base\"}";
    }

    private static List<String> identities(int count, int... qualities) {
        return IntStream.of(qualities)
                .boxed()
                .flatMap(qos -> IntStream.range(0, count).mapToObj(seq -> seq + "@qos-" + qos))
                .toList();
    }

    private static PendingMessage offer(String responder, String id) {
        return new PendingMessage(
                responder,
                id,
                1,
                false,
                Instant.now().plusSeconds(600),
                "responders/" + responder + "/offers",
                "{\"id\":\"" + id + "\"}");
    }
}
