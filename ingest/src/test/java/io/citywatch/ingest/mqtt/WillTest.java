package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.log.FakeTelemetryLog;
import io.citywatch.ingest.log.LogEntry;
import io.citywatch.ingest.session.Departure;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WillTest {
    private static final String STATE = "devices/terminal/state";
    private static final String OFFLINE = "{\"ts\":1764000000000,\"online\":false,\"intervalSeconds\":60}";

    private final TestGateway gateway = new TestGateway();

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void firesWhenTheConnectionEndsWithoutAGoodbye(int version) {
        TestClient client = withWill(version, 0, 0);
        gateway.clock.pass(Duration.ofSeconds(5));

        client.leave();

        assertThat(fired()).hasSize(1);
        assertThat(FakeTelemetryLog.read(fired().get(0)).receivedAt())
                .isEqualTo(Instant.ofEpochMilli(1_764_000_005_000L));
        assertThat(new String(fired().get(0).value(), StandardCharsets.UTF_8)).isEqualTo(OFFLINE);
    }

    @Test
    void firesWhenAClientFallsSilentOrBreaksTheProtocol() {
        TestClient silent = withWill(5, 0, 0);
        silent.server.advanceTimeBy(91, TimeUnit.SECONDS);
        silent.server.runScheduledPendingTasks();
        assertThat(silent.receive()).containsExactly("DISCONNECT 8D");
        assertThat(fired()).hasSize(1);

        withWill(5, 0, 0).sendBytes(0xC1, 0x00);
        assertThat(fired()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 0", "5, 0, 0", "5, 4, 1", "5, 129, 1"})
    void aPlainGoodbyeTakesItBackAndNoOther(int version, int reason, int times) {
        withWill(version, 0, 0).disconnect(reason, null);

        assertThat(fired()).hasSize(times);
    }

    @Test
    void aGatewayThatGoesFiresNone() {
        TestClient client = withWill(5, 0, 0);

        client.server.pipeline().fireUserEventTriggered(Departure.SHUTTING_DOWN);

        assertThat(client.receive()).containsExactly("DISCONNECT 8B");
        assertThat(fired()).isEmpty();
    }

    @Test
    void waitsForItsDelayAndIsForgottenIfTheClientComesBack() {
        withWill(5, 30, 60).leave();
        gateway.pass(Duration.ofSeconds(29));
        assertThat(fired()).isEmpty();
        gateway.pass(Duration.ofSeconds(1));
        assertThat(fired()).hasSize(1);
        assertThat(gateway.sessions.keptCount()).isOne();

        withWill(5, 30, 60).leave();
        gateway.pass(Duration.ofSeconds(29));
        TestClient back = gateway.client();
        back.connectToSession(5, "terminal", 60);
        assertThat(back.receive()).containsExactly("CONNACK 00 resumed");
        gateway.pass(Duration.ofSeconds(60));
        assertThat(fired()).hasSize(1);
    }

    @Test
    void firesWhenItsSessionEndsBeforeItsDelay() {
        withWill(5, 600, 60).leave();
        gateway.pass(Duration.ofSeconds(59));
        assertThat(fired()).isEmpty();
        gateway.pass(Duration.ofSeconds(1));
        assertThat(fired()).hasSize(1);

        withWill(5, 600, 0).leave();
        assertThat(fired()).as("no session").hasSize(2);

        withWill(5, 600, 60).leave();
        TestClient clean = gateway.connected(5, "terminal");
        assertThat(fired()).as("a clean start ends the session").hasSize(3);
        clean.disconnect(0, null);
        gateway.pass(Duration.ofDays(2));
        assertThat(fired()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 60, false, 1",
        "5, 0, 60, false, 1",
        "5, 30, 60, false, 0",
        "5, 30, 60, true, 1",
        "5, 30, 0, false, 1"
    })
    void firesOnATakeOverUnlessItsSessionGoesOn(int version, int delay, int expiry, boolean clean, int times) {
        withWill(version, delay, expiry);
        TestClient newer = gateway.client();
        if (clean) {
            newer.connect(version, "terminal", "secret");
        } else {
            newer.connectToSession(version, "terminal", 60);
        }
        assertThat(newer.receive().get(0)).startsWith("CONNACK 00");

        gateway.pass(Duration.ofMinutes(10));

        assertThat(fired()).hasSize(times);
        assertThat(newer.isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "5, devices/other/state, 87",
        "4, devices/other/state, 05",
        "5, devices/terminal/commands, 87",
        "5, city/news, 87"
    })
    void aClientMayNotLeaveAWillForAForeignTopic(int version, String topic, String code) {
        TestClient client = gateway.client();

        client.send(TestClient.built(will(client, version, topic, OFFLINE)));

        assertThat(client.receive()).containsExactly("CONNACK " + code);
        GatewayAudit audit = Json.read(
                        gateway.log.entries(LogTopic.GATEWAY_AUDIT).get(0).value(), GatewayAudit.class)
                .fold(value -> value, reason -> null);
        assertThat(audit.target()).isEqualTo(topic);
        client.leave();
        assertThat(fired()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, devices/terminal/state, 99, ts: missing",
        "4, devices/terminal/state, 05, ts: missing",
        "5, devices/terminal/telemetry/smoke, 99, kind: 'smoke' is not sent by a call-terminal"
    })
    void aClientMayNotLeaveAWillThatNobodyCanRead(int version, String topic, String code, String reason) {
        TestClient client = gateway.client();

        client.send(TestClient.built(will(client, version, topic, "{}")));

        assertThat(client.receive()).containsExactly("CONNACK " + code);
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(1);
        DeadLetter letter = Json.read(
                        gateway.log.entries(LogTopic.DEAD_LETTERS).get(0).value(), DeadLetter.class)
                .fold(value -> value, fault -> null);
        assertThat(letter.reason()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource({"5, true, 1, CONNACK 9A", "4, true, 1, CONNACK 00", "5, false, 2, CONNACK 00", "4, false, 2, CONNACK 00"
    })
    void takesAnyQosAndRefusesToRetainAsItSaid(int version, boolean retain, int qos, String answer) {
        TestClient client = gateway.client();

        client.send(TestClient.built(
                will(client, version, STATE, OFFLINE).willRetain(retain).willQoS(MqttQoS.valueOf(qos))));

        assertThat(client.receive()).containsExactly(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUARANTINED", "WITHDRAWN"})
    void aClientThatIsBarredMeanwhileSaysNothingMore(Credential.State state) {
        withWill(5, 30, 60).leave();
        gateway.register("terminal", Credential.Role.DEVICE, DeviceKind.CALL_TERMINAL, state);

        gateway.pass(Duration.ofSeconds(30));

        assertThat(fired()).isEmpty();
        assertThat(gateway.log.entries(LogTopic.GATEWAY_AUDIT)).hasSize(1);
    }

    @Test
    void aDeviceThatBecameAnotherKindIsCheckedAsWhatItIsNow() {
        TestClient client = gateway.client();
        client.send(TestClient.built(will(
                client, 5, "devices/terminal/events/call", "{\"ts\":1,\"event\":\"mains-lost\",\"source\":\"base\"}")));
        client.leave();
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        TestClient again = gateway.client();
        again.send(TestClient.built(will(
                again, 5, "devices/terminal/events/call", "{\"ts\":1,\"event\":\"mains-lost\",\"source\":\"base\"}")));

        gateway.register("terminal", Credential.Role.DEVICE, DeviceKind.SMOKE_SENSOR, Credential.State.ACTIVE);

        assertThat(again.receive()).contains("DISCONNECT 98");
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(1);
    }

    @Test
    void eachFiringCountsWhateverTheWillCounts() {
        String counted = "{\"ts\":1764000000000,\"boot\":\"b\",\"seq\":7,\"online\":false,\"intervalSeconds\":60}";
        for (int i = 0; i < 2; i++) {
            TestClient client = gateway.client();
            client.send(TestClient.built(will(client, 5, STATE, counted)));
            client.leave();
        }

        assertThat(fired()).hasSize(2);
        String identity = FakeTelemetryLog.read(fired().get(0)).identity();
        assertThat(identity).matches("[0-9a-f]{64}");
        assertThat(FakeTelemetryLog.read(fired().get(1)).identity()).isNotEqualTo(identity);
    }

    private TestClient withWill(int version, int delay, int expiry) {
        TestClient client = gateway.client();
        MqttProperties left = new MqttProperties();
        left.add(new MqttProperties.IntegerProperty(MqttProperties.WILL_DELAY_INTERVAL, delay));
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, expiry));
        MqttMessageBuilders.ConnectBuilder connect =
                will(client, version, STATE, OFFLINE).cleanSession(true);
        if (version == 5) {
            connect.willProperties(left).properties(properties);
        } else {
            connect.cleanSession(expiry == 0);
        }
        client.send(TestClient.built(connect));
        assertThat(client.receive().get(0)).startsWith("CONNACK 00");
        return client;
    }

    private static MqttMessageBuilders.ConnectBuilder will(
            TestClient client, int version, String topic, String payload) {
        return client.connectMessage(version, "terminal")
                .willFlag(true)
                .willTopic(topic)
                .willMessage(payload.getBytes(StandardCharsets.UTF_8))
                .willQoS(MqttQoS.AT_LEAST_ONCE);
    }

    private List<LogEntry> fired() {
        return gateway.log.entries(LogTopic.TELEMETRY_BULK);
    }
}
