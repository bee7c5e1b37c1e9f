package io.citywatch.ingest;

import static io.citywatch.ingest.LogProbe.keyed;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.tls.TestAuthority;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that takes from a real Mosquitto into a real log. */
@Timeout(240)
class BridgeIT {
    @TempDir
    static Path data;

    private static EmbeddedKafka kafka;
    private static LogProbe log;
    private static Mosquitto mosquitto;

    @BeforeAll
    static void start() throws Exception {
        mosquitto = Mosquitto.start(data);
        kafka = new EmbeddedKafka(data.resolve("kafka"));
        kafka.createTopics();
        log = new LogProbe(kafka.bootstrapServers());
        for (String terminal : new String[] {"t-bridge", "t-kill", "t-away", "t-owed", "t-secured"}) {
            register(terminal, Credential.State.ACTIVE);
        }
        register("t-barred", Credential.State.QUARANTINED);
    }

    @AfterAll
    static void stop() throws Exception {
        log.close();
        kafka.close();
        mosquitto.close();
    }

    @Test
    void bringsWhatAnOldBrokerGetsIntoTheLogWithTheSameChecks() throws Exception {
        try (Gateway gateway = start("gw-checks")) {
            mosquitto.publish("devices/t-bridge/events/call", text(GatewayIT.call("ok", "b", 0)));
            mosquitto.publish("devices/t-bridge/telemetry/vitals", "{\"ts\":1,\"heartRate\":70}", "-V", "mqttv5");
            mosquitto.publish("devices/t-bridge/events/call", "{broken");
            mosquitto.publish("devices/t-nobody/events/call", text(GatewayIT.call("sos", "b", 0)));
            mosquitto.publish("devices/t-barred/events/call", text(GatewayIT.call("sos", "b", 0)));
            mosquitto.publish("devices/t-bridge/telemetry/a/b/c", "{}");

            ConsumerRecord<byte[], byte[]> event = log.await(LogTopic.TELEMETRY_EVENTS, keyed("t-bridge"));
            assertThat(LogProbe.read(event).identity()).isEqualTo("0@b");
            assertThat(LogProbe.read(event).gateway()).isEqualTo("gw-checks");
            log.await(LogTopic.TELEMETRY_BULK, keyed("t-bridge"));
            DeadLetter letter = Json.read(
                            log.await(LogTopic.DEAD_LETTERS, keyed("t-bridge")).value(), DeadLetter.class)
                    .fold(valid -> valid, reason -> {
                        throw new AssertionError(reason);
                    });
            assertThat(letter.topic()).isEqualTo("devices/t-bridge/events/call");
            assertThat(auditOf("t-nobody").reason()).isEqualTo("unknown or barred client");
            assertThat(auditOf("t-barred").reason()).isEqualTo("unknown or barred client");
            log.await(LogTopic.GATEWAY_AUDIT, record -> text(record.value()).contains("telemetry/a/b/c"));
            assertThat(log.count(LogTopic.TELEMETRY_EVENTS, keyed("t-barred").or(keyed("t-nobody"))))
                    .isZero();
            assertThat(gateway.isReady()).isTrue();
        }
    }

    @Test
    void aCommandGoesOutByTheBrokerAndItsAnswerIsTheReceipt() throws Exception {
        try (Gateway gateway = start("gw-owed")) {
            assertThat(gateway.isReady()).isTrue();
            try (Receiving device = new Receiving("devices/t-owed/commands")) {
                log.owe(new PendingMessage(
                        "t-owed",
                        "c1",
                        1,
                        false,
                        Instant.now().plusSeconds(300),
                        "devices/t-owed/commands",
                        "{\"id\":\"c1\"}"));
                mosquitto.publish("devices/t-owed/state", "{\"ts\":1,\"online\":true,\"intervalSeconds\":60}");

                assertThat(device.next()).isEqualTo("{\"id\":\"c1\"}");
            }
            Receipt receipt = Json.read(
                            log.await(LogTopic.RECEIPTS, keyed("t-owed/c1")).value(), Receipt.class)
                    .fold(valid -> valid, reason -> {
                        throw new AssertionError(reason);
                    });
            assertThat(receipt.gateway()).isEqualTo("gw-owed");
        }
    }

    @Test
    void aBrokerMayAskForTlsUserAndPassword() throws Exception {
        int count = 200;
        Path folder = Files.createDirectory(data.resolve("secured"));
        try (Mosquitto broker = Mosquitto.startSecured(folder, new TestAuthority("city"));
                Gateway gateway = start("gw-secured", broker)) {
            publish(broker, "t-secured", 0, count);

            Map<String, Integer> found = awaitAll("t-secured", count);
            System.out.printf("bridge over TLS with a password: published %d, in the log %d%n", count, found.size());
            assertThat(found).hasSize(count);
            assertThat(gateway.isReady()).isTrue();
        }
    }

    @Test
    void aBridgeThatEndsAtAnyMomentLosesNothing() throws Exception {
        int count = 3_000;
        Gateway first = start("gw-kill");
        publish("t-kill", 0, count / 3);
        log.await(LogTopic.TELEMETRY_BULK, keyed("t-kill"));
        first.close();
        publish("t-kill", count / 3, 2 * count / 3);
        Gateway second = start("gw-kill");
        publish("t-kill", 2 * count / 3, count);
        second.close();
        try (Gateway third = start("gw-kill")) {
            Map<String, Integer> found = awaitAll("t-kill", count);
            System.out.printf(
                    "bridge ended twice: published %d, in the log %d, appended %d%n",
                    count,
                    found.size(),
                    found.values().stream().mapToInt(Integer::intValue).sum());
            assertThat(third.isReady()).isTrue();
            assertThat(found).hasSize(count);
        }
    }

    @Test
    void whileTheLogIsAwayNothingIsAcknowledgedAndAllArrivesAfter() throws Exception {
        int count = 1_000;
        try (Gateway gateway = start("gw-away")) {
            publish("t-away", 0, 10);
            awaitAll("t-away", 10);
            kafka.stop();
            publish("t-away", 10, count);
            awaitNotReady(gateway);
            kafka.start();

            Map<String, Integer> found = awaitAll("t-away", count);
            System.out.printf(
                    "log away under the bridge: published %d, in the log %d, appended %d%n",
                    count,
                    found.size(),
                    found.values().stream().mapToInt(Integer::intValue).sum());
            assertThat(found).hasSize(count);
        }
    }

    private static void awaitNotReady(Gateway gateway) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (gateway.isReady()) {
            assertThat(System.nanoTime())
                    .as("the gateway does not see that the log is away")
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Numbered messages of a terminal; the broker has them all. */
    private static void publish(String terminal, int from, int to) throws Exception {
        publish(mosquitto, terminal, from, to);
    }

    private static void publish(Mosquitto broker, String terminal, int from, int to) throws Exception {
        broker.publishLines(
                "devices/" + terminal + "/telemetry/activity",
                IntStream.range(from, to)
                        .mapToObj(
                                seq -> "{\"ts\":" + (1_000 + seq) + ",\"boot\":\"b\",\"seq\":" + seq + ",\"motion\":1}")
                        .toList());
    }

    /** How often each identity of a device is in the log, once there are so many of them. */
    private static Map<String, Integer> awaitAll(String device, int count) {
        Map<String, Integer> found = new HashMap<>();
        log.await(LogTopic.TELEMETRY_BULK, 1, record -> {
            if (keyed(device).test(record)) {
                found.merge(LogProbe.read(record).identity(), 1, Integer::sum);
            }
            return found.size() >= count;
        });
        return found;
    }

    private static Gateway start(String id) throws Exception {
        return start(id, mosquitto);
    }

    /** Its id is its group, so that no test takes another's messages. */
    private static Gateway start(String id, Mosquitto broker) throws Exception {
        Gateway gateway = Gateway.start(
                GatewayConfig.of(id, "127.0.0.1", 0, kafka.bootstrapServers())
                        .withLogTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(3)),
                broker.bridge(id),
                new SimpleMeterRegistry());
        gateway.ready().get(60, TimeUnit.SECONDS);
        awaitBridge(gateway, id, broker);
        return gateway;
    }

    /** What a stranger publishes is audited by this gateway: then it is subscribed. */
    private static void awaitBridge(Gateway gateway, String id, Mosquitto broker) throws Exception {
        for (String branch : new String[] {"events", "telemetry"}) {
            String topic = "devices/stranger-" + id + "-" + System.nanoTime() + "/" + branch + "/call";
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (log.count(
                            LogTopic.GATEWAY_AUDIT,
                            record -> text(record.value()).contains(topic))
                    == 0) {
                assertThat(System.nanoTime()).as("the bridge is not up").isLessThan(deadline);
                broker.publish(topic, "{}");
            }
        }
        assertThat(gateway.isReady()).isTrue();
    }

    private static GatewayAudit auditOf(String client) {
        return Json.read(log.await(LogTopic.GATEWAY_AUDIT, keyed(client)).value(), GatewayAudit.class)
                .fold(valid -> valid, reason -> {
                    throw new AssertionError(reason);
                });
    }

    private static void register(String terminal, Credential.State state) throws Exception {
        log.register(new Credential(
                terminal, Credential.Role.DEVICE, DeviceKind.CALL_TERMINAL, Sha256.hex("token-" + terminal), state));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A device at the broker that waits for commands. */
    private static final class Receiving implements AutoCloseable {
        private final MqttAsyncClient client;
        private final BlockingQueue<MqttMessage> messages = new LinkedBlockingQueue<>();

        Receiving(String topic) throws Exception {
            client = new MqttAsyncClient(
                    "tcp://127.0.0.1:" + mosquitto.port(), "receiver-" + System.nanoTime(), new MemoryPersistence());
            client.setCallback(new Receiver(messages, new LinkedBlockingQueue<>()));
            client.connect().waitForCompletion(20_000);
            client.subscribe(topic, 1).waitForCompletion(20_000);
        }

        String next() throws Exception {
            MqttMessage message = messages.poll(30, TimeUnit.SECONDS);
            return message == null ? "nothing" : text(message.getPayload());
        }

        @Override
        public void close() throws MqttException {
            client.disconnect().waitForCompletion(10_000);
            client.close();
        }
    }
}
