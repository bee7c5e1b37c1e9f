package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.ingest.log.FakeTelemetryLog;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.LifeAlarms;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.json.Cbor;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.telemetry.Telemetry;
import io.citywatch.model.telemetry.ThermalFrame;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTest {
    private static final String EVENTS = "devices/terminal/events/call";
    private static final String VITALS = "devices/terminal/telemetry/vitals";
    private static final String SOS = "{\"ts\":1764000000000,\"event\":\"sos\",\"source\":\"base\"}";
    private static final String PULSE = "{\"ts\":1764000000000,\"heartRate\":70}";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void acknowledgesOnlyWhatTheLogHas(int version) {
        gateway.log.hold();
        TestClient client = gateway.connected(version, "terminal");

        client.publish(EVENTS, SOS, 7);
        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);

        assertThat(client.receive()).containsExactly("PUBACK 7");
        assertThat(gateway.metrics.messages()).isEqualTo(1);
    }

    @Test
    void acknowledgesInTheOrderOfTheConnectionWhateverTheOrderOfTheLog() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        client.publish(EVENTS, SOS, 1);
        client.publish(VITALS, PULSE, 2);
        client.publish(EVENTS, "{", 3);
        client.publish("devices/other/state", SOS, 4);
        client.publish(EVENTS, SOS, 5);

        gateway.log.settle(3);
        gateway.log.settle(2);
        gateway.log.settle(1);
        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);

        assertThat(client.receive())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("PUBACK 1"),
                        two -> assertThat(two).isEqualTo("PUBACK 2"),
                        three -> assertThat(three).startsWith("PUBACK 3 99 not valid JSON"),
                        four -> assertThat(four).isEqualTo("PUBACK 4 87"),
                        five -> assertThat(five).isEqualTo("PUBACK 5"));
    }

    @Test
    void aMessageAtQosZeroWaitsForNobodyAndHoldsNobodyUp() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        client.publish(VITALS, PULSE, 0);
        client.publish(EVENTS, SOS, 1);

        gateway.log.settle(1);

        assertThat(client.receive()).containsExactly("PUBACK 1");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "devices/terminal/telemetry/bogus, kind: 'bogus'",
        "devices/terminal/telemetry/smoke, kind: 'smoke' is not sent by a call-terminal",
        "devices/terminal/telemetry/call, kind: 'call' does not travel on the bulk lane",
        "devices/terminal/commands/c1, ts: missing"
    })
    void keepsAsADeadLetterWhatItCannotTakeAndSaysWhy(String topic, String reason) {
        TestClient newer = gateway.connected(5, "terminal");
        newer.publish(topic, "{}", 1);
        assertThat(newer.receive().get(0)).startsWith("PUBACK 1 99 " + reason);

        TestClient older = gateway.connected(4, "terminal");
        older.publish(topic, "{}", 1);
        assertThat(older.receive()).containsExactly("PUBACK 1");

        assertThat(older.isOpen()).isTrue();
        assertThat(gateway.metrics.deadLetters()).isEqualTo(2);
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(2).allSatisfy(entry -> {
            DeadLetter letter = Json.read(entry.value(), DeadLetter.class).fold(value -> value, fault -> null);
            assertThat(letter.reason()).startsWith(reason);
            assertThat(letter.topic()).isEqualTo(topic);
        });
    }

    @Test
    void doesNotAcknowledgeABadMessageBeforeItsDeadLetterIsDurable() {
        gateway.log.hold();
        TestClient client = gateway.connected(4, "terminal");

        client.publish(EVENTS, "{", 1);

        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);
        assertThat(client.receive()).containsExactly("PUBACK 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/other/events/call",
                "devices/terminal/commands",
                "devices/terminal/bogus/x",
                "responders/terminal/position",
                "city/news",
                "devices/terminal/telemetry/vitals/x"
            })
    void aForeignTopicIsRefusedAndAuditedAndTheConnectionKept(String topic) {
        TestClient client = gateway.connected(5, "terminal");

        client.publish(topic, SOS, 1);
        client.publish(topic, SOS, 0);

        assertThat(client.receive()).containsExactly("PUBACK 1 87");
        assertThat(client.isOpen()).isTrue();
        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(2);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).isEmpty();
    }

    @Test
    void anOlderClientGetsAPlainAnswerForAForeignTopic() {
        TestClient client = gateway.connected(4, "terminal");

        client.publish("devices/other/events/call", SOS, 1);

        assertThat(client.receive()).containsExactly("PUBACK 1");
        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(1);
    }

    @Test
    void retainEndsANewerConnectionAndIsTakenFromAnOlder() {
        TestClient newer = gateway.connected(5, "terminal");
        newer.publish(EVENTS, SOS, 1, true, MqttProperties.NO_PROPERTIES);
        assertThat(newer.receive()).containsExactly("DISCONNECT 9A");
        assertThat(newer.isOpen()).isFalse();

        TestClient older = gateway.connected(4, "terminal");
        older.publish(EVENTS, SOS, 1, true, MqttProperties.NO_PROPERTIES);
        assertThat(older.receive()).containsExactly("PUBACK 1");
    }

    @Test
    void anAliasStandsForTheTopicThatItCameWith() {
        TestClient client = gateway.connected(5, "terminal");

        client.publish(EVENTS, SOS, 1, false, alias(3));
        client.publish("", SOS, 2, false, alias(3));
        client.publish(VITALS, PULSE, 3, false, alias(3));
        client.publish("", PULSE, 4, false, alias(3));
        client.publish("devices/other/events/call", SOS, 5, false, alias(16));
        client.publish("", SOS, 6, false, alias(16));

        assertThat(client.receive())
                .containsExactly("PUBACK 1", "PUBACK 2", "PUBACK 3", "PUBACK 4", "PUBACK 5 87", "PUBACK 6 87");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(2);
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"devices/terminal/events/call, 0, 94", "devices/terminal/events/call, 17, 94", "'', 1, 82"})
    void anAliasThatStandsForNothingEndsTheConnection(String topic, int alias, String code) {
        TestClient client = gateway.connected(5, "terminal");

        client.publish(topic, SOS, 1, false, alias(alias));

        assertThat(client.receive()).containsExactly("DISCONNECT " + code);
    }

    @Test
    void anAliasIsForgottenWithItsConnection() {
        gateway.connected(5, "terminal").publish(EVENTS, SOS, 1, false, alias(1));
        TestClient client = gateway.connected(5, "terminal");

        client.publish("", SOS, 2, false, alias(1));

        assertThat(client.receive()).containsExactly("DISCONNECT 82");
    }

    @ParameterizedTest
    @CsvSource({"true, 60", "false, 0", "false, 60"})
    void whoMayHaveSomethingToSendAgainIsOfferedNoAlias(boolean clean, int expirySeconds) {
        TestClient client = gateway.client();
        MqttProperties asked = new MqttProperties();
        asked.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, expirySeconds));
        client.send(TestClient.built(
                client.connectMessage(5, "terminal").cleanSession(clean).properties(asked)));

        assertThat(client.connackProperties()
                        .getProperty(MqttProperties.TOPIC_ALIAS_MAXIMUM)
                        .value())
                .isEqualTo(0);
        client.publish(EVENTS, SOS, 1, false, alias(1));
        assertThat(client.receive()).containsExactly("DISCONNECT 94");
    }

    @Test
    void aSosInCborIsJudgedByWhoeverReadsTheLog() throws Exception {
        TestClient client = gateway.connected(5, "terminal");
        byte[] sos = cbor(SOS);

        client.publish(EVENTS, sos, 1, cborType());

        assertThat(client.receive()).containsExactly("PUBACK 1");
        LogRecord logged = logged(LogTopic.TELEMETRY_EVENTS);
        assertThat(logged.payload()).isEqualTo(sos);
        Detection detection = LifeAlarms.judge(logged, TestGateway.NOW).orElseThrow();
        assertThat(detection.rule()).isEqualTo(Rule.E1);
        assertThat(detection.subject().id()).isEqualTo("terminal");
    }

    @Test
    void aThermalFrameInCborHasItsPixelsAsBytes() throws Exception {
        TestClient client = gateway.connected(5, "camera");
        byte[] pixels = {1, 2, 3, 4};
        ObjectNode frame = (ObjectNode) Json.mapper()
                .readTree("{\"ts\":1764000000000,\"width\":2,\"height\":1,\"pose\":{\"lat\":23,\"lon\":116,"
                        + "\"altitude\":50,\"heading\":0,\"pitch\":-90,\"roll\":0,\"hfov\":45,\"vfov\":37}}");
        frame.put("pixels", pixels);

        client.publish("devices/camera/telemetry/thermal", Cbor.mapper().writeValueAsBytes(frame), 1, cborType());

        assertThat(client.receive()).containsExactly("PUBACK 1");
        Telemetry read = logged(LogTopic.TELEMETRY_BULK).telemetry().fold(value -> value, reason -> null);
        assertThat(((ThermalFrame) read).pixels()).isEqualTo(pixels);
    }

    @Test
    void cborThatCannotBeReadIsADeadLetterAsItCame() {
        TestClient client = gateway.connected(5, "terminal");
        byte[] torn = {(byte) 0xA1, 0x62, 't'};

        client.publish(EVENTS, torn, 1, cborType());
        client.publish(EVENTS, SOS.getBytes(StandardCharsets.UTF_8), 2, cborType());

        assertThat(client.receive())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("PUBACK 1 99 not valid CBOR: "),
                        two -> assertThat(two).startsWith("PUBACK 2 99 "));
        DeadLetter letter = Json.read(
                        gateway.log.entries(LogTopic.DEAD_LETTERS).get(0).value(), DeadLetter.class)
                .fold(value -> value, fault -> null);
        assertThat(letter.payload()).isEqualTo(torn);
    }

    @Test
    void anAnswerMayBeCborToo() throws Exception {
        TestClient client = gateway.connected(5, "phone");

        client.publish("responders/phone/offers/o1", cbor("{\"ts\":1,\"action\":\"accept\"}"), 1, cborType());

        assertThat(client.receive()).containsExactly("PUBACK 1");
        assertThat(new String(gateway.log.entries(LogTopic.OFFER_ANSWERS).get(0).value(), StandardCharsets.UTF_8))
                .contains("\"action\":\"accept\"");
    }

    @ParameterizedTest
    @CsvSource({"5, DISCONNECT 88", "4,"})
    void closesUnacknowledgedWhenTheLogCannotTakeAMessage(int version, String told) {
        gateway.log.hold();
        TestClient client = gateway.connected(version, "terminal");
        client.publish(EVENTS, SOS, 1);
        client.publish(EVENTS, SOS, 2);

        gateway.log.fail(0);
        gateway.log.settle(1);

        assertThat(String.join("", client.receive())).isEqualTo(told == null ? "" : told);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void stopsReadingAtAThousandUnacknowledgedMessagesAndResumesAtHalf() {
        gateway.register("terminal", 1_000);
        gateway.log.hold();
        TestClient client = gateway.connected(4, "terminal");
        for (int id = 1; id <= 1_000; id++) {
            assertThat(client.server.config().isAutoRead()).isTrue();
            client.publish(VITALS, PULSE, id);
        }
        assertThat(client.server.config().isAutoRead()).isFalse();

        for (int i = 0; i < 499; i++) {
            gateway.log.settle(i);
        }
        client.receive();
        assertThat(client.server.config().isAutoRead()).isFalse();
        gateway.log.settle(499);

        assertThat(client.receive()).hasSize(1);
        assertThat(client.server.config().isAutoRead()).isTrue();
    }

    @Test
    void aNewerClientThatIgnoresItsReceiveMaximumHasToGo() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        for (int id = 1; id <= 1_001; id++) {
            client.publish(VITALS, PULSE, id);
        }

        assertThat(client.receive()).containsExactly("DISCONNECT 93");
    }

    @Test
    void stopsReadingWhileTheLogLagsAndKeepAliveDoesNotCountThen() {
        TestClient client = gateway.connected(5, "terminal");
        gateway.log.full();
        client.publish(VITALS, PULSE, 1);
        assertThat(client.server.config().isAutoRead()).isFalse();

        client.server.advanceTimeBy(300, java.util.concurrent.TimeUnit.SECONDS);
        client.server.runScheduledPendingTasks();
        assertThat(client.isOpen()).isTrue();
        gateway.log.makeRoom();

        client.receive();
        assertThat(client.server.config().isAutoRead()).isTrue();
    }

    @Test
    void aResponderReportsItsPositionAndAnswersOffers() {
        TestClient client = gateway.connected(5, "phone");

        client.publish("responders/phone/position", "{\"ts\":1,\"lat\":23.35,\"lon\":116.68}", 1);
        client.publish("responders/phone/offers/o1", "{\"ts\":1,\"action\":\"accept\"}", 2);
        client.publish("responders/phone/offers/o1", "{\"ts\":1,\"action\":\"dance\"}", 3);
        client.publish("devices/phone/state", "{}", 4);

        assertThat(client.receive())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("PUBACK 1"),
                        two -> assertThat(two).isEqualTo("PUBACK 2"),
                        three -> assertThat(three).startsWith("PUBACK 3 99 action: 'dance'"),
                        four -> assertThat(four).isEqualTo("PUBACK 4 87"));
        assertThat(gateway.log.entries(LogTopic.RESPONDER_POSITIONS)).hasSize(1);
        assertThat(gateway.log.entries(LogTopic.OFFER_ANSWERS)).hasSize(1);
        assertThat(gateway.metrics.messages()).isZero();
    }

    private static MqttProperties alias(int alias) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.TOPIC_ALIAS, alias));
        return properties;
    }

    private LogRecord logged(LogTopic topic) {
        return FakeTelemetryLog.read(gateway.log.entries(topic).get(0));
    }

    private static byte[] cbor(String json) throws JsonProcessingException {
        return Cbor.mapper().writeValueAsBytes(Json.mapper().readTree(json));
    }

    private static MqttProperties cborType() {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.CONTENT_TYPE, "application/cbor"));
        return properties;
    }
}
