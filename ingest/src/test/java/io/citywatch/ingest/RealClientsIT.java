package io.citywatch.ingest;

import static io.citywatch.ingest.LogProbe.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.clients.Client;
import io.citywatch.ingest.clients.CuttingProxy;
import io.citywatch.ingest.clients.Transport;
import io.citywatch.ingest.clients.Visit;
import io.citywatch.model.Sha256;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/** Clients that somebody else wrote, unchanged, over each transport. */
@Timeout(180)
class RealClientsIT {
    private static final int PUBREC = 0x50;
    private static final long SEED = 20_261_122;
    private static final boolean LONG = Boolean.getBoolean("citywatch.long");

    @TempDir
    static Path data;

    private static EmbeddedKafka kafka;
    private static LogProbe log;
    private static Gateway gateway;

    @BeforeAll
    static void startGateway() throws Exception {
        kafka = new EmbeddedKafka(data);
        kafka.createTopics();
        log = new LogProbe(kafka.bootstrapServers());
        for (Arguments row : clients().toList()) {
            for (String test : List.of("qos", "offer", "cut", "break")) {
                String id = id(test, (Client) row.get()[0], (Transport) row.get()[1]);
                boolean phone = test.equals("offer");
                log.register(new Credential(
                        id,
                        phone ? Credential.Role.RESPONDER : Credential.Role.DEVICE,
                        phone ? null : DeviceKind.CALL_TERMINAL,
                        Sha256.hex("token-" + id),
                        Credential.State.ACTIVE));
            }
        }
        gateway = Gateway.start(
                GatewayConfig.of("gw-real", "127.0.0.1", 0, kafka.bootstrapServers()), new SimpleMeterRegistry());
        gateway.ready().get(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
        log.close();
        kafka.close();
    }

    static Stream<Arguments> clients() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> Arrays.stream(Client.values()).map(client -> Arguments.of(client, transport)));
    }

    static Stream<Arguments> clientsThatComeBack() {
        return clients().filter(row -> ((Client) row.get()[0]).comesBack());
    }

    /** Paho refuses a message that comes while it is not connected. */
    static Stream<Arguments> clientsThatQueueMeanwhile() {
        return clientsThatComeBack().filter(row -> ((Client) row.get()[0]).queues());
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clients")
    void publishesAtEachQos(Client client, Transport transport) throws Exception {
        String id = id("qos", client, transport);
        String topic = "devices/" + id + "/events/call";

        client.pay(visit(client, transport, id)
                .publishing(
                        new Visit.Message(topic, press("b", 0), 0),
                        new Visit.Message(topic, press("b", 1), 1),
                        new Visit.Message(topic, press("b", 2), 2)));

        log.await(LogTopic.TELEMETRY_EVENTS, 3, keyed(id));
        assertThat(log.count(LogTopic.TELEMETRY_EVENTS, keyed(id))).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clients")
    void findsItsSessionAgainAndWhatCameMeanwhile(Client client, Transport transport) throws Exception {
        String id = id("offer", client, transport);
        Visit visit = visit(client, transport, id).keeping();
        Visit.Seen first = client.pay(visit.subscribing("responders/" + id + "/offers"));
        log.owe(offer(id, "o1"));
        log.owe(offer(id, "o2"));

        Visit.Seen second = client.pay(visit.expecting(2));

        assertThat(second.received()).containsExactly("{\"id\":\"o1\"}", "{\"id\":\"o2\"}");
        assertThat(first.sessionPresent()).isFalse();
        assertThat(second.sessionPresent()).isEqualTo(client.tellsOfItsSession());
        log.await(LogTopic.RECEIPTS, keyed(id + "/o2"));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clientsThatComeBack")
    void aMessageWhoseAnswerIsLostWithTheConnectionCountsOnce(Client client, Transport transport) throws Exception {
        String id = id("cut", client, transport);
        String topic = "devices/" + id + "/events/call";
        try (CuttingProxy proxy = CuttingProxy.atFirst(gateway.mqttPort(), PUBREC)) {
            client.pay(new Visit(transport, proxy.port(), client.version(), id, "token-" + id, true, List.of(), "", 0)
                    .publishing(
                            new Visit.Message(topic, press("c", 0), 2), new Visit.Message(topic, press("c", 1), 2)));

            assertThat(proxy.cuts()).isOne();
        }

        log.await(LogTopic.TELEMETRY_EVENTS, 2, keyed(id));
        assertThat(log.count(LogTopic.TELEMETRY_EVENTS, keyed(id))).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("clientsThatQueueMeanwhile")
    void aNetworkThatBreaksAgainAndAgainLosesNothingAndRepeatsNothing(Client client, Transport transport)
            throws Exception {
        String id = id("break", client, transport);
        String topic = "devices/" + id + "/events/call";
        int messages = LONG ? 2_000 : 40;
        int breaks = LONG ? 300 : 10;
        Visit.Message[] sent = IntStream.range(0, messages)
                .mapToObj(seq -> new Visit.Message(topic, press("d", seq), 2))
                .toArray(Visit.Message[]::new);
        int cuts;
        try (CuttingProxy proxy = CuttingProxy.atRandom(gateway.mqttPort(), breaks, SEED)) {
            client.pay(new Visit(transport, proxy.port(), client.version(), id, "token-" + id, true, List.of(), "", 0)
                    .publishing(sent));
            cuts = proxy.cuts();
        }

        log.await(LogTopic.TELEMETRY_EVENTS, messages, keyed(id));
        int logged = log.count(LogTopic.TELEMETRY_EVENTS, keyed(id));
        System.out.printf(
                "%s over %s: %d sent at QoS 2, %d breaks, %d logged%n", client, transport, messages, cuts, logged);
        assertThat(logged).as("seed %d", SEED).isEqualTo(messages);
        assertThat(cuts).as("seed %d", SEED).isEqualTo(breaks);
    }

    private static Visit visit(Client client, Transport transport, String id) {
        return new Visit(transport, gateway.mqttPort(), client.version(), id, "token-" + id, false, List.of(), "", 0);
    }

    private static String id(String test, Client client, Transport transport) {
        return (test + "-" + client + "-" + transport).toLowerCase(Locale.ROOT);
    }

    private static String press(String boot, int seq) {
        return "{\"ts\":1764000000000,\"boot\":\"" + boot + "\",\"seq\":" + seq
                + ",\"event\":\"ok\",\"source\":\"base\"}";
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
