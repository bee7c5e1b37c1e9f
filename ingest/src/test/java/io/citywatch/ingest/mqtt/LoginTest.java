package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @CsvSource({
        "5, terminal, secret, 00",
        "4, terminal, secret, 00",
        "5, terminal, wrong, 86",
        "4, terminal, wrong, 04",
        "5, unknown, secret, 86",
        "4, unknown, secret, 04",
        "5, quarantined, secret, 8A",
        "4, quarantined, secret, 05",
        "5, withdrawn, secret, 8A",
        "4, withdrawn, secret, 05",
        "5, quarantined, wrong, 86",
        "5, tombstone, secret, 8A",
        "4, tombstone, secret, 05"
    })
    void answersALoginInTheWordsOfItsVersion(int version, String id, String token, String code) {
        gateway.register("quarantined", Credential.Role.DEVICE, DeviceKind.SMOKE_SENSOR, Credential.State.QUARANTINED);
        gateway.register("withdrawn", Credential.Role.DEVICE, DeviceKind.SMOKE_SENSOR, Credential.State.WITHDRAWN);
        gateway.credentials.take("tombstone", null);
        TestClient client = gateway.client();

        client.connect(version, id, token);

        assertThat(client.receive()).containsExactly("CONNACK " + code);
        assertThat(client.isOpen()).isEqualTo(code.equals("00"));
        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(code.equals("00") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"5, 85", "4, 02"})
    void refusesAClientIdThatIsNotTheUserName(int version, String code) {
        TestClient client = gateway.client();

        client.send(TestClient.built(client.connectMessage(version, "terminal").username("phone")));

        assertThat(client.receive()).containsExactly("CONNACK " + code);
        assertThat(client.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, 86", "4, 04"})
    void refusesAClientWithoutAToken(int version, String code) {
        TestClient client = gateway.client();

        client.send(client.connectMessage(version, "terminal").build());

        assertThat(client.receive()).containsExactly("CONNACK " + code);
    }

    @ParameterizedTest
    @CsvSource({"5, 88", "4, 03"})
    void refusesEverybodyUntilItIsReady(int version, String code) {
        gateway.ready.set(false);
        TestClient client = gateway.client();

        client.connect(version, "terminal", "secret");

        assertThat(client.receive()).containsExactly("CONNACK " + code);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void saysWhatItCanDo() {
        TestClient client = gateway.client();

        client.connect(5, "terminal", "secret");

        MqttProperties offered = client.connackProperties();
        assertThat(number(offered, MqttProperties.RETAIN_AVAILABLE)).isZero();
        assertThat(offered.getProperty(MqttProperties.MAXIMUM_QOS)).isNull();
        assertThat(number(offered, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE))
                .isZero();
        assertThat(number(offered, MqttProperties.MAXIMUM_PACKET_SIZE)).isEqualTo(65_536);
        assertThat(number(offered, MqttProperties.RECEIVE_MAXIMUM)).isEqualTo(1_000);
        assertThat(number(offered, MqttProperties.TOPIC_ALIAS_MAXIMUM)).isEqualTo(16);
        assertThat(offered.getProperty(MqttProperties.SERVER_KEEP_ALIVE)).isNull();
        assertThat(offered.getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)).isNull();
    }

    @Test
    void aCameraMaySendLongerPackets() {
        TestClient client = gateway.client();

        client.connect(5, "camera", "secret");

        assertThat(number(client.connackProperties(), MqttProperties.MAXIMUM_PACKET_SIZE))
                .isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({"0, 3600", "7200, 3600"})
    void capsAKeepAliveThatIsTooLongOrNone(int asked, int told) {
        TestClient client = gateway.client();

        client.send(TestClient.built(client.connectMessage(5, "terminal").keepAlive(asked)));

        assertThat(number(client.connackProperties(), MqttProperties.SERVER_KEEP_ALIVE))
                .isEqualTo(told);
    }

    @Test
    void theConnectThatStandsLastOwnsTheId() {
        TestClient older = gateway.connected(5, "terminal");

        TestClient newer = gateway.connected(5, "terminal");

        assertThat(older.receive()).containsExactly("DISCONNECT 8E");
        assertThat(older.isOpen()).isFalse();
        assertThat(newer.isOpen()).isTrue();
        assertThat(gateway.sessions.find("terminal")).isPresent();
        assertThat(gateway.log.entries(LogTopic.DEVICE_PRESENCE)).hasSize(2);
        assertThat(gateway.metrics.connections()).isEqualTo(1);
    }

    @Test
    void aClientThatIsQuarantinedWhileConnectedHasToGo() {
        TestClient client = gateway.connected(5, "terminal");

        gateway.register("terminal", Credential.Role.DEVICE, DeviceKind.CALL_TERMINAL, Credential.State.QUARANTINED);

        assertThat(client.receive()).containsExactly("DISCONNECT 98");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aClientThatIsQuarantinedBetweenItsLoginAndItsSessionHasToGo() {
        TestClient client = gateway.client();
        gateway.clock.whenAsked(() -> gateway.register(
                "terminal", Credential.Role.DEVICE, DeviceKind.CALL_TERMINAL, Credential.State.QUARANTINED));

        client.connect(5, "terminal", "secret");

        assertThat(client.receive()).last().isEqualTo("DISCONNECT 98");
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.sessions.find("terminal")).isEmpty();
    }

    @Test
    void aSecondConnectEndsTheConnection() {
        TestClient client = gateway.connected(5, "terminal");

        client.connect(5, "terminal", "secret");

        assertThat(client.receive()).containsExactly("DISCONNECT 82");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void endsAConnectionThatSendsNoConnectInTime() {
        TestClient client = gateway.client();

        pass(client, 9);
        assertThat(client.isOpen()).isTrue();
        pass(client, 2);

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void endsASilentClientAfterOneAndAHalfKeepAlives() {
        TestClient client = gateway.connected(5, "terminal");

        pass(client, 80);
        client.send(io.netty.handler.codec.mqtt.MqttMessage.PINGREQ);
        assertThat(client.receive()).containsExactly("PINGRESP");
        pass(client, 80);
        assertThat(client.isOpen()).isTrue();
        pass(client, 11);

        assertThat(client.receive()).containsExactly("DISCONNECT 8D");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void auditsARefusedLogin() {
        TestClient client = gateway.client();

        client.connect(4, "terminal", "wrong");

        GatewayAudit audit = Json.read(
                        gateway.log.entries(LogTopic.GATEWAY_AUDIT).get(0).value(), GatewayAudit.class)
                .fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                });
        assertThat(audit.client()).isEqualTo("terminal");
        assertThat(audit.action()).isEqualTo("connect");
        assertThat(audit.reason()).isEqualTo("wrong or no token");
    }

    private static void pass(TestClient client, long seconds) {
        client.server.advanceTimeBy(seconds, TimeUnit.SECONDS);
        client.server.runScheduledPendingTasks();
    }

    private static int number(MqttProperties properties, int id) {
        return ((MqttProperties.IntegerProperty) properties.getProperty(id)).value();
    }
}
