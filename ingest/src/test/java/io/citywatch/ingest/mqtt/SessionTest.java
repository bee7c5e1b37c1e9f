package io.citywatch.ingest.mqtt;

import static io.citywatch.ingest.mqtt.TestGateway.NOW;
import static io.citywatch.ingest.mqtt.TestGateway.owed;
import static io.citywatch.ingest.mqtt.TestGateway.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.Presence;
import io.citywatch.model.message.Receipt;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final String OFFERS = "responders/phone/offers";
    private static final String TO_OFFERS = " " + OFFERS + " ";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aSessionThatIsKeptIsResumedWithItsSubscriptions(int version) {
        TestClient first = session(version, 60);
        first.subscribe(1, 1, OFFERS);
        first.disconnect(0, null);
        gateway.pending.take(owed("o1", 1));

        TestClient second = gateway.client();
        second.connectToSession(version, "phone", 60);

        assertThat(second.receive()).containsExactly("CONNACK 00 resumed", "PUBLISH 1" + TO_OFFERS + "o1@1");
        assertThat(presence()).containsExactly("true false", "true true", "false false", "true true");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void whatWasNotAcknowledgedIsSentAgainInOrderBeforeAnythingNew(int version) {
        TestClient first = session(version, 60);
        first.subscribe(1, 1, OFFERS);
        for (int i = 1; i <= 3; i++) {
            gateway.pending.take(owed("o" + i, 1));
        }
        assertThat(first.receive()).hasSize(4);
        first.puback(2, 0);
        first.leave();
        gateway.pending.take(owed("o4", 1));

        TestClient second = gateway.client();
        second.connectToSession(version, "phone", 60);

        assertThat(second.receive())
                .containsExactly(
                        "CONNACK 00 resumed",
                        "PUBLISH again 1" + TO_OFFERS + "o1@1",
                        "PUBLISH again 3" + TO_OFFERS + "o3@1",
                        "PUBLISH 4" + TO_OFFERS + "o4@1");
        second.puback(1, 0);
        second.puback(3, 0);
        assertThat(gateway.log.entries(LogTopic.RECEIPTS))
                .extracting(entry -> Json.read(entry.value(), Receipt.class).fold(Receipt::id, reason -> reason))
                .containsExactly("o2", "o1", "o3");
    }

    @Test
    void whatIsSentAgainRespectsTheWindowOfTheNewConnection() {
        TestClient first = session(5, 60);
        first.subscribe(1, 1, OFFERS);
        for (int i = 1; i <= 3; i++) {
            gateway.pending.take(owed("o" + i, 1));
        }
        first.leave();
        TestClient second = gateway.client();
        MqttProperties properties = expiry(60);
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 1));
        second.send(TestClient.built(
                second.connectMessage(5, "phone").cleanSession(false).properties(properties)));
        assertThat(second.receive()).containsExactly("CONNACK 00 resumed", "PUBLISH again 1" + TO_OFFERS + "o1@1");

        second.puback(1, 0);
        assertThat(second.receive()).containsExactly("PUBLISH again 2" + TO_OFFERS + "o2@1");
        second.puback(2, 0);
        second.puback(3, 0); // it had it already

        assertThat(second.receive()).containsExactly("PUBLISH again 3" + TO_OFFERS + "o3@1");
        assertThat(gateway.pending.due("phone", NOW)).isEmpty();
    }

    @Test
    void whatIsNoLongerOwedIsNotSentAgain() {
        TestClient first = session(5, 600);
        first.subscribe(1, 1, OFFERS);
        gateway.pending.take(owed("settled", 1));
        gateway.pending.take(owed("replaced", 1));
        gateway.pending.take(owed("elsewhere", 1));
        first.leave();
        gateway.pending.take(settled("settled", 2));
        gateway.pending.take(owed("replaced", 2));
        gateway.pending.take(new Receipt("phone", "elsewhere", 1, "another", NOW));
        TestClient second = gateway.client();
        second.connectToSession(5, "phone", 600);
        assertThat(second.receive()).containsExactly("CONNACK 00 resumed", "PUBLISH 4" + TO_OFFERS + "replaced@2");
        second.leave();

        gateway.pass(Duration.ofSeconds(61)); // past its time

        TestClient third = gateway.client();
        third.connectToSession(5, "phone", 600);
        assertThat(third.receive()).containsExactly("CONNACK 00 resumed");
    }

    @Test
    void aCleanStartThrowsTheSessionAway() {
        TestClient first = session(5, 60);
        first.subscribe(1, 1, OFFERS);
        first.leave();
        TestClient second = gateway.client();
        second.connect(5, "phone", "secret");
        assertThat(second.receive()).containsExactly("CONNACK 00");
        second.leave();

        assertThat(session(5, 60).receive()).isEmpty();
        gateway.pending.take(owed("o1", 1));
        assertThat(gateway.log.entries(LogTopic.RECEIPTS)).isEmpty();
        assertThat(gateway.sessions.keptCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 0", "5, 60"})
    void aSessionEndsWhenItsTimeIsOver(int version, int expiry) {
        TestClient first = gateway.client();
        if (version == 4) {
            first.connect(4, "phone", "secret"); // a clean session of 3.1.1 ends with its connection
        } else {
            first.connectToSession(5, "phone", expiry);
        }
        first.leave();
        gateway.pass(Duration.ofSeconds(expiry));

        TestClient second = gateway.client();
        second.connectToSession(version, "phone", 60);

        assertThat(second.receive()).containsExactly("CONNACK 00");
    }

    @Test
    void keepsASessionNoLongerThanTheLongestAndSaysSo() {
        TestClient first = gateway.client();
        first.connectToSession(5, "phone", -1);
        MqttProperties offered = first.connackProperties();
        assertThat(((MqttProperties.IntegerProperty) offered.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL))
                        .value())
                .isEqualTo(86_400);
        first.leave();

        gateway.pass(Duration.ofSeconds(86_399));
        assertThat(gateway.sessions.keptCount()).isOne();
        gateway.pass(Duration.ofSeconds(1));

        assertThat(gateway.sessions.keptCount()).isZero();
    }

    @Test
    void aGoodbyeMayChangeTheExpiry() {
        TestClient first = session(5, 60);
        first.disconnect(0, 0);
        assertThat(gateway.sessions.keptCount()).isZero();
        TestClient second = session(5, 60);
        second.disconnect(0, 600);
        gateway.pass(Duration.ofSeconds(599));
        assertThat(gateway.sessions.keptCount()).isOne();
    }

    @Test
    void noSessionComesToLifeByAGoodbye() {
        TestClient client = gateway.connected(5, "phone");

        client.disconnect(0, 60);

        assertThat(client.receive()).containsExactly("DISCONNECT 82");
        assertThat(gateway.sessions.keptCount()).isZero();
    }

    @Test
    void aConnectTakesTheSessionOverFromAConnectionThatStillStands() {
        TestClient older = session(5, 60);
        older.subscribe(1, 1, OFFERS);
        gateway.pending.take(owed("o1", 1));
        older.receive();

        TestClient newer = gateway.client();
        newer.connectToSession(5, "phone", 60);

        assertThat(newer.receive()).containsExactly("CONNACK 00 resumed", "PUBLISH again 1" + TO_OFFERS + "o1@1");
        assertThat(older.receive()).containsExactly("DISCONNECT 8E");
        assertThat(gateway.sessions.keptCount()).isZero();
        assertThat(presence()).containsExactly("true false", "true true", "true true");
    }

    @Test
    void packetsBehindAConnectWaitUntilTheSessionIsTakenOver() {
        TestClient older = session(5, 60);
        TestClient newer = gateway.client();
        newer.send(MqttMessageBuilders.connect()
                .protocolVersion(io.netty.handler.codec.mqtt.MqttVersion.MQTT_5)
                .clientId("phone")
                .username("phone")
                .password("secret".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .cleanSession(true)
                .build());
        newer.connectMessage(5, "phone");
        newer.subscribe(1, 1, OFFERS);

        assertThat(newer.receive()).containsExactly("CONNACK 00", "SUBACK 01");
        assertThat(older.receive()).containsExactly("DISCONNECT 8E");
    }

    @Test
    void whatExpiresFirstGoesFirstWhenTooManyAreKept() {
        TestGateway small = new TestGateway(gateway.config.withSessions(Duration.ofDays(1), 2));
        String[] ids = {"phone", "terminal", "camera"};
        int[] expiries = {60, 30, 90};
        for (int i = 0; i < ids.length; i++) {
            TestClient client = small.client();
            client.connectToSession(5, ids[i], expiries[i]);
            client.leave();
        }

        assertThat(small.sessions.keptCount()).isEqualTo(2);
        for (int i = 0; i < ids.length; i++) {
            TestClient client = small.client();
            client.connectToSession(5, ids[i], 60);
            assertThat(client.receive().get(0)).isEqualTo(i == 1 ? "CONNACK 00" : "CONNACK 00 resumed");
        }
    }

    private TestClient session(int version, int expiry) {
        TestClient client = gateway.client();
        client.connectToSession(version, "phone", expiry);
        assertThat(client.receive().get(0)).startsWith("CONNACK 00");
        return client;
    }

    private List<String> presence() {
        return gateway.log.entries(LogTopic.DEVICE_PRESENCE).stream()
                .map(entry -> Json.read(entry.value(), Presence.class)
                        .fold(told -> told.connected() + " " + told.subscribed(), reason -> reason))
                .toList();
    }

    private static MqttProperties expiry(int seconds) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, seconds));
        return properties;
    }
}
