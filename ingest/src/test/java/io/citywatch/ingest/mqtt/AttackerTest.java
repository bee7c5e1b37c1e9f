package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.limit.LimitConfig;
import io.citywatch.ingest.tls.TlsConfig;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Credential;
import io.citywatch.model.telemetry.DeviceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Someone who holds the token of one reader and wants more. None of it succeeds, all of it stands in the audit. */
@Timeout(60)
class AttackerTest {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final String SIGHTINGS =
            "{\"ts\":1764000000000,\"sightings\":[{\"tag\":\"E2801160\",\"ts\":1764000000000,\"rssi\":-50,\"antenna\":1}]}";
    private static int attempts;

    private SocketGateway gateway;

    @BeforeEach
    void start() {
        gateway = new SocketGateway(TlsConfig.NONE, LimitConfig.DEFAULTS);
        gateway.register("reader-1", DeviceKind.TAG_READER, Credential.State.ACTIVE);
        gateway.register("reader-2", DeviceKind.TAG_READER, Credential.State.ACTIVE);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @AfterAll
    static void tell() {
        System.out.printf("attacker: %d attempts, 0 succeeded, all audited%n", attempts);
    }

    @Test
    void aReaderSpeaksForTags() throws Exception {
        try (WireClient reader = loggedIn()) {
            reader.publish("devices/reader-1/telemetry/tag-sightings", SIGHTINGS, 1);
            assertThat(reader.receive()).containsExactly(WireClient.PUBACK, 2, 0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/reader-2/telemetry/tag-sightings",
                "devices/reader-2/events/call",
                "devices/reader-2/state",
                "devices/reader-1/commands",
                "devices//telemetry/tag-sightings",
                "devices/reader-1/telemetry/tag-sightings/",
                "/devices/reader-1/telemetry/tag-sightings",
                "responders/reader-1/position",
                "responders/reader-2/offers/o1",
                "$SYS/broker",
                "devices/READER-1/state"
            })
    void publishesNowhereElse(String topic) throws Exception {
        try (WireClient reader = loggedIn()) {
            reader.publish(topic, SIGHTINGS, 1);
            assertThat(reader.receive()[4] & 0xFF).isEqualTo(NOT_AUTHORIZED);
        }
        assertRefused("reader-1", "publish", topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "+/+/commands",
                "devices/#",
                "devices/+/commands",
                "devices/reader-2/#",
                "responders/+/offers",
                "$SYS/#",
                "$share/g/devices/reader-2/commands",
                "$share/g/#"
            })
    void hearsNothingOfOthers(String filter) throws Exception {
        try (WireClient reader = loggedIn()) {
            reader.send(WireClient.packet(0x82, body -> {
                body.writeShort(1);
                body.writeByte(0);
                body.writeUTF(filter);
                body.writeByte(1);
            }));
            byte[] suback = reader.receive();
            assertThat(suback[suback.length - 1] & 0xFF).isGreaterThanOrEqualTo(0x80);
        }
        assertRefused("reader-1", "subscribe", filter);
    }

    @Test
    void isNobodyElse() throws Exception {
        assertThat(login("reader-2", "reader-2", "token-reader-1")).isEqualTo(0x86);
        assertRefused("reader-2", "connect", "reader-2");
        assertThat(login("reader-2", "reader-1", "token-reader-1")).isEqualTo(0x85);
        assertThat(login("reader-3", "reader-3", "token-reader-3")).isEqualTo(0x86);
        assertRefused("reader-3", "connect", "reader-3");
        assertThat(login("reader-1", "reader-1", "")).isEqualTo(0x86);
        assertThat(gateway.metrics.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices/reader-2/state", "devices/reader-2/events/call", "devices/reader-1/commands"})
    void leavesNoWillForOthers(String topic) throws Exception {
        try (WireClient reader = WireClient.plain(gateway.server.mqttPort())) {
            reader.send(WireClient.packet(0x10, body -> {
                body.writeUTF("MQTT");
                body.writeByte(5);
                body.writeByte(0xCE);
                body.writeShort(60);
                body.writeByte(0);
                body.writeUTF("reader-1");
                body.writeByte(0);
                body.writeUTF(topic);
                body.writeUTF(SIGHTINGS);
                body.writeUTF("reader-1");
                body.writeUTF("token-reader-1");
            }));
            assertThat(reader.receive()[3] & 0xFF).isEqualTo(NOT_AUTHORIZED);
        }
        assertRefused("reader-1", "connect", null);
    }

    @Test
    void aCapturedLoginIsWorthNothingAfterWithdrawal() throws Exception {
        byte[] captured = WireClient.connectPacket("reader-1", "reader-1", "token-reader-1");
        try (WireClient reader = WireClient.plain(gateway.server.mqttPort())) {
            reader.send(captured);
            assertThat(reader.receive()[3]).isZero();
            gateway.register("reader-1", DeviceKind.TAG_READER, Credential.State.WITHDRAWN);
            assertThat(reader.receiveType()).isEqualTo(WireClient.DISCONNECT);
        }
        try (WireClient replay = WireClient.plain(gateway.server.mqttPort())) {
            replay.send(captured);
            assertThat(replay.receive()[3] & 0xFF).isEqualTo(0x8A);
        }
        assertRefused("reader-1", "connect", "reader-1");
    }

    @Test
    void whatIsTooLongIsNotReadBeforeNorAfterTheLogin() throws Exception {
        try (WireClient stranger = WireClient.plain(gateway.server.mqttPort())) {
            stranger.send(new byte[] {0x10, (byte) 0xFF, (byte) 0xFF, 0x03});
            assertThat(stranger.receiveType()).isEqualTo(WireClient.GONE);
        }
        assertRefused("(stranger)", "packet", "(stranger)");
        try (WireClient reader = loggedIn()) {
            byte[] payload = new byte[70_000];
            Arrays.fill(payload, (byte) ' ');
            reader.send(WireClient.publishPacket(
                    "devices/reader-1/telemetry/tag-sightings", new String(payload, StandardCharsets.US_ASCII), 1));
            assertThat(reader.receive()[2] & 0xFF).isEqualTo(0x95);
        }
        assertRefused("reader-1", "packet", "reader-1");
    }

    private WireClient loggedIn() throws IOException {
        WireClient reader = WireClient.plain(gateway.server.mqttPort());
        assertThat(reader.login("reader-1", "reader-1", "token-reader-1")).isZero();
        return reader;
    }

    private int login(String id, String user, String password) throws IOException {
        try (WireClient client = WireClient.plain(gateway.server.mqttPort())) {
            return client.login(id, user, password);
        }
    }

    private void assertRefused(String client, String action, String target) {
        attempts++;
        SocketGateway.await(
                client + " " + action + " " + target,
                () -> gateway.log.audits().stream()
                        .anyMatch(audit -> audit.client().equals(client)
                                && audit.action().equals(action)
                                && (target == null || audit.target().equals(target))));
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK)).isEmpty();
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).isEmpty();
    }
}
