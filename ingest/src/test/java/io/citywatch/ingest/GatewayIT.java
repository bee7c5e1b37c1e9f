package io.citywatch.ingest;

import static io.citywatch.ingest.LogProbe.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.model.Decoded;
import io.citywatch.model.Sha256;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.message.GatewayStatus;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferAnswer;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway on a real broker, with real clients of both versions of MQTT. */
@Timeout(120)
class GatewayIT {
    private static final long PATIENCE_MILLIS = 20_000;

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
        for (String terminal : new String[] {"t-v5", "t-v3", "t-bad", "t-foreign", "t-leave", "t-status"}) {
            log.register(device(terminal, DeviceKind.CALL_TERMINAL));
        }
        for (String responder : new String[] {"r-offer", "r-again", "r-revise", "r-settled", "r-answer", "r-restart"}) {
            log.register(new Credential(
                    responder,
                    Credential.Role.RESPONDER,
                    null,
                    Sha256.hex("token-" + responder),
                    Credential.State.ACTIVE));
        }
        gateway = start("gw-1");
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
        log.close();
        kafka.close();
    }

    @Test
    void acknowledgesOnceTheLogHasTheMessageWithItsHeaders() throws Exception {
        byte[] payload = call("sos", "b1", 0);
        try (Mqtt5 terminal = new Mqtt5(gateway.mqttPort(), "t-v5")) {
            terminal.publish("devices/t-v5/events/call", payload, 1);
        }

        ConsumerRecord<byte[], byte[]> logged = log.await(LogTopic.TELEMETRY_EVENTS, keyed("t-v5"));
        LogRecord message = LogProbe.read(logged);
        assertThat(message.device().value()).isEqualTo("t-v5");
        assertThat(message.kind()).isEqualTo(TelemetryKind.CALL);
        assertThat(message.lane()).isEqualTo(Lane.EMERGENCY);
        assertThat(message.identity()).isEqualTo("0@b1");
        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.receivedAt())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(logged.headers().toArray()).hasSize(message.headers().size());
    }

    @Test
    void takesBothQualitiesOfServiceFromAnOlderClient() throws Exception {
        try (Mqtt3 terminal = new Mqtt3(gateway.mqttPort(), "t-v3", "token-t-v3")) {
            terminal.client.publish("devices/t-v3/telemetry/vitals", vitals("q0"), 0, false);
            terminal.client.publish("devices/t-v3/telemetry/vitals", vitals("q1"), 1, true);
        }

        assertThat(log.awaitMessages(LogTopic.TELEMETRY_BULK, 2, "t-v3"))
                .extracting(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .containsExactly(
                        new String(vitals("q0"), StandardCharsets.UTF_8),
                        new String(vitals("q1"), StandardCharsets.UTF_8));
    }

    @Test
    void refusesAWrongTokenInBothVersions() {
        assertThatThrownBy(() -> new Mqtt3(gateway.mqttPort(), "t-v3", "wrong"))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(4));
        assertThatThrownBy(() -> new Mqtt5(gateway.mqttPort(), "t-v5", "wrong"))
                .isInstanceOfSatisfying(
                        org.eclipse.paho.mqttv5.common.MqttException.class,
                        e -> assertThat(e.getReasonCode()).isEqualTo(0x86));
    }

    @Test
    void keepsWhatItCannotReadWithTheReason() throws Exception {
        try (Mqtt5 terminal = new Mqtt5(gateway.mqttPort(), "t-bad")) {
            int code = terminal.publishRefused("devices/t-bad/events/call", "{broken".getBytes(StandardCharsets.UTF_8));

            assertThat(code).isEqualTo(0x99);
            terminal.publish("devices/t-bad/events/call", call("ok", "b", 1), 1);
        }

        DeadLetter letter =
                valid(Json.read(log.await(LogTopic.DEAD_LETTERS, keyed("t-bad")).value(), DeadLetter.class));
        assertThat(letter.reason()).contains("JSON");
        assertThat(letter.topic()).isEqualTo("devices/t-bad/events/call");
        assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{broken");
    }

    @Test
    void refusesAndAuditsTheTopicOfAnother() throws Exception {
        try (Mqtt5 terminal = new Mqtt5(gateway.mqttPort(), "t-foreign")) {
            assertThat(terminal.publishRefused("devices/t-v5/events/call", call("sos", "x", 0)))
                    .isEqualTo(0x87);
        }

        GatewayAudit audit = valid(
                Json.read(log.await(LogTopic.GATEWAY_AUDIT, keyed("t-foreign")).value(), GatewayAudit.class));
        assertThat(audit.action()).isEqualTo("publish");
        assertThat(audit.target()).isEqualTo("devices/t-v5/events/call");
        assertThat(audit.remote()).startsWith("127.0.0.1:");
    }

    @Test
    void deliversAnOfferThatWaitedOnSubscribeAndWritesTheReceipt() throws Exception {
        log.owe(offer("r-offer", "o1", 1, false));
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-offer")) {
            phone.subscribe("responders/r-offer/#");

            assertThat(phone.next()).isEqualTo("{\"id\":\"o1\",\"revision\":1}");
            // Paho acknowledges after its callback, in which we heard of the offer: the phone must not leave before.
            Receipt receipt = valid(
                    Json.read(log.await(LogTopic.RECEIPTS, keyed("r-offer/o1")).value(), Receipt.class));
            assertThat(receipt.revision()).isEqualTo(1);
            assertThat(receipt.gateway()).isEqualTo("gw-1");
        }

        ConsumerRecord<byte[], byte[]> gone = log.await(
                LogTopic.DEVICE_PRESENCE,
                message -> keyed("r-offer").test(message)
                        && !valid(Json.read(message.value(), Presence.class)).connected());
        assertThat(valid(Json.read(gone.value(), Presence.class)).gateway()).isEqualTo("gw-1");
    }

    @Test
    void sendsAnOfferAgainAfterAReconnectUntilItIsAcknowledged() throws Exception {
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-again")) {
            phone.client.setManualAcks(true);
            phone.subscribe("responders/r-again/offers");
            log.owe(offer("r-again", "o2", 1, false));
            assertThat(phone.next()).contains("o2");
        }
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-again")) {
            phone.subscribe("responders/r-again/offers");
            assertThat(phone.next()).contains("o2");
            log.await(LogTopic.RECEIPTS, keyed("r-again/o2"));
        }
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-again")) {
            phone.subscribe("responders/r-again/offers");
            log.owe(offer("r-again", "o3", 1, false));
            assertThat(phone.next()).contains("o3");
        }
    }

    @Test
    void aNewRevisionReplacesTheOlderAndASettledOneIsNotSent() throws Exception {
        log.owe(offer("r-revise", "o4", 1, false));
        log.owe(offer("r-revise", "o4", 2, false));
        log.owe(offer("r-revise", "o4", 1, false));
        log.owe(offer("r-revise", "o5", 1, false));
        log.owe(offer("r-revise", "o5", 2, true));
        log.owe(offer("r-revise", "o6", 1, false));
        // A gateway that starts now has read all of this before it lets anybody in.
        try (Gateway second = start("gw-3");
                Mqtt5 phone = new Mqtt5(second.mqttPort(), "r-revise")) {
            phone.subscribe("responders/r-revise/offers");

            assertThat(phone.next()).isEqualTo("{\"id\":\"o4\",\"revision\":2}");
            assertThat(phone.next()).isEqualTo("{\"id\":\"o6\",\"revision\":1}");
            log.owe(offer("r-revise", "o4", 3, false));
            assertThat(phone.next()).isEqualTo("{\"id\":\"o4\",\"revision\":3}");
        }
    }

    @Test
    void aRestartedGatewaySendsNothingThatWasAcknowledged() throws Exception {
        log.owe(offer("r-restart", "o7", 1, false));
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-restart")) {
            phone.subscribe("responders/r-restart/offers");
            assertThat(phone.next()).contains("o7");
            log.await(LogTopic.RECEIPTS, keyed("r-restart/o7"));
        }
        try (Gateway second = start("gw-2");
                Mqtt5 phone = new Mqtt5(second.mqttPort(), "r-restart")) {
            phone.subscribe("responders/r-restart/offers");
            log.owe(offer("r-restart", "o8", 1, false));

            assertThat(phone.next()).contains("o8");
        }
    }

    @Test
    void logsTheAnswerOfAResponder() throws Exception {
        try (Mqtt5 phone = new Mqtt5(gateway.mqttPort(), "r-answer")) {
            phone.publish(
                    "responders/r-answer/offers/o9",
                    "{\"ts\":1764000000000,\"action\":\"accept\"}".getBytes(StandardCharsets.UTF_8),
                    1);
        }

        OfferAnswer.Logged answer = valid(
                Json.read(log.await(LogTopic.OFFER_ANSWERS, keyed("r-answer")).value(), OfferAnswer.Logged.class));
        assertThat(answer.offer()).isEqualTo("o9");
        assertThat(answer.answer().action()).isEqualTo(OfferAction.ACCEPT);
    }

    @Test
    void writesAPulseToEachPartitionAndItsStatus() throws Exception {
        for (LogTopic topic : new LogTopic[] {LogTopic.TELEMETRY_BULK, LogTopic.TELEMETRY_EVENTS}) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                int wanted = partition;
                ConsumerRecord<byte[], byte[]> pulse = log.await(
                                topic,
                                2,
                                message -> message.partition() == wanted
                                        && message.headers().lastHeader(Pulse.HEADER) != null)
                        .get(1);
                assertThat(pulse.key()).isNull();
                assertThat(valid(Pulse.read(pulse.value())).gateway()).startsWith("gw-");
            }
        }
        try (Mqtt5 terminal = new Mqtt5(gateway.mqttPort(), "t-status")) {
            terminal.publish("devices/t-status/telemetry/vitals", vitals("s"), 1);
            log.await(LogTopic.GATEWAY_STATUS, message -> {
                GatewayStatus status = valid(Json.read(message.value(), GatewayStatus.class));
                return status.messages() > 0 && status.connections() > 0;
            });
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        GatewayConfig config = GatewayConfig.of("gw-x", "127.0.0.1", gateway.mqttPort(), kafka.bootstrapServers());

        assertThatThrownBy(() -> Gateway.start(config, new SimpleMeterRegistry()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mqtt-port: 127.0.0.1:" + gateway.mqttPort());
    }

    @Test
    void aGatewayThatClosesSendsItsClientsAway() throws Exception {
        Gateway closing = start("gw-4");
        try (Mqtt5 terminal = new Mqtt5(closing.mqttPort(), "t-leave")) {
            closing.close();

            assertThat(terminal.dismissedWith()).isEqualTo(0x8B);
        }
        ConsumerRecord<byte[], byte[]> last = log.await(
                LogTopic.DEVICE_PRESENCE,
                message -> keyed("t-leave").test(message)
                        && !valid(Json.read(message.value(), Presence.class)).connected());
        assertThat(valid(Json.read(last.value(), Presence.class)).gateway()).isEqualTo("gw-4");
    }

    private static Gateway start(String id) throws Exception {
        Gateway started = Gateway.start(
                GatewayConfig.of(id, "127.0.0.1", 0, kafka.bootstrapServers()), new SimpleMeterRegistry());
        started.ready().get(30, TimeUnit.SECONDS);
        return started;
    }

    private static Credential device(String id, DeviceKind kind) {
        return new Credential(id, Credential.Role.DEVICE, kind, Sha256.hex("token-" + id), Credential.State.ACTIVE);
    }

    private static PendingMessage offer(String responder, String id, long revision, boolean settled) {
        return new PendingMessage(
                responder,
                id,
                revision,
                settled,
                Instant.now().plusSeconds(600),
                "responders/" + responder + "/offers",
                settled ? null : "{\"id\":\"" + id + "\",\"revision\":" + revision + "}");
    }

    static byte[] call(String event, String boot, int seq) {
        return ("{\"ts\":1764000000000,\"boot\":\"" + boot + "\",\"seq\":" + seq + ",\"event\":\"" + event
                        + "\",\"source\":\"base\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] vitals(String boot) {
        return ("{\"ts\":1764000000000,\"boot\":\"" + boot + "\",\"seq\":1,\"heartRate\":70}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T valid(Decoded<T> decoded) {
        return decoded.fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
    }

    /** A client of MQTT 5. */
    static final class Mqtt5 implements AutoCloseable {
        final MqttAsyncClient client;
        private final BlockingQueue<MqttMessage> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> dismissals = new LinkedBlockingQueue<>();

        Mqtt5(int port, String id) throws Exception {
            this(port, id, "token-" + id);
        }

        Mqtt5(int port, String id, String token) throws Exception {
            client = new MqttAsyncClient(
                    "tcp://127.0.0.1:" + port, id, new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setUserName(id);
            options.setPassword(token.getBytes(StandardCharsets.UTF_8));
            options.setCleanStart(true);
            client.setCallback(new Receiver(messages, dismissals));
            client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        }

        void publish(String topic, byte[] payload, int qos) throws Exception {
            client.publish(topic, payload, qos, false).waitForCompletion(PATIENCE_MILLIS);
        }

        int publishRefused(String topic, byte[] payload) throws Exception {
            IMqttToken token = client.publish(topic, payload, 1, false);
            token.waitForCompletion(PATIENCE_MILLIS);
            return token.getReasonCodes()[0];
        }

        void subscribe(String filter) throws Exception {
            client.subscribe(filter, 1).waitForCompletion(PATIENCE_MILLIS);
        }

        String next() throws Exception {
            MqttMessage message = messages.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(message).as("a message of the platform").isNotNull();
            return new String(message.getPayload(), StandardCharsets.UTF_8);
        }

        Integer dismissedWith() throws InterruptedException {
            return dismissals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() throws org.eclipse.paho.mqttv5.common.MqttException {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 1_000, true);
            }
            client.close(true);
        }
    }

    /** A client of MQTT 3.1.1. */
    static final class Mqtt3 implements AutoCloseable {
        final org.eclipse.paho.client.mqttv3.MqttClient client;

        Mqtt3(int port, String id, String token) throws MqttException {
            client = new org.eclipse.paho.client.mqttv3.MqttClient(
                    "tcp://127.0.0.1:" + port, id, new MemoryPersistence());
            client.setTimeToWait(PATIENCE_MILLIS);
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
            options.setUserName(id);
            options.setPassword(token.toCharArray());
            client.connect(options);
        }

        @Override
        public void close() throws MqttException {
            client.disconnectForcibly(0, 1_000);
            client.close();
        }
    }
}
