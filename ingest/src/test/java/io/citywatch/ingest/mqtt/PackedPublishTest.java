package io.citywatch.ingest.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.log.FakeTelemetryLog;
import io.citywatch.ingest.log.LogEntry;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client sends in one go. */
class PackedPublishTest {
    private static final String VITALS = "devices/terminal/telemetry/vitals";
    private static final String STATE = "devices/terminal/state";
    private static final String CALLS = "devices/terminal/events/call";

    private final TestGateway gateway = new TestGateway();
    private final ByteBuf burst = Unpooled.buffer();

    @Test
    void isOneRecordAndIsAcknowledgedMessageByMessageOnceTheLogHasIt() {
        gateway.log.hold();
        TestClient client = gateway.connected(5, "terminal");
        for (int i = 1; i <= 5; i++) {
            add(VITALS, vitals(i), i);
        }

        client.sendBytes(burst);

        assertThat(bulk()).containsExactly(List.of("1@b", "2@b", "3@b", "4@b", "5@b"));
        assertThat(client.receive()).isEmpty();
        gateway.log.settle(0);
        assertThat(client.receive()).containsExactly("PUBACK 1", "PUBACK 2", "PUBACK 3", "PUBACK 4", "PUBACK 5");
        assertThat(gateway.metrics.messages()).isEqualTo(5);
    }

    @Test
    void holdsUpNoAlarmAndWhatCannotBeReadCostsNoOther() {
        TestClient client = gateway.connected(5, "terminal");
        add(VITALS, vitals(1), 1);
        add(VITALS, vitals(2), 2);
        add(CALLS, "{\"ts\":1,\"boot\":\"b\",\"seq\":3,\"event\":\"sos\",\"source\":\"base\"}", 3);
        add(VITALS, "{", 4);
        add(VITALS, vitals(5), 5);

        client.sendBytes(burst);

        assertThat(bulk()).containsExactly(List.of("1@b", "2@b"), List.of("5@b"));
        assertThat(gateway.log.entries(LogTopic.TELEMETRY_EVENTS)).hasSize(1);
        assertThat(gateway.log.entries(LogTopic.DEAD_LETTERS)).hasSize(1);
        assertThat(client.receive()).hasSize(5);
    }

    @Test
    void countsThoughTheConnectionEndsInTheSameBreath() {
        TestClient client = gateway.connected(5, "terminal");
        add(VITALS, vitals(1), 1);
        add(VITALS, vitals(2), 0);
        burst.writeByte(0xF3).writeByte(0); // an AUTH with flags

        client.sendBytes(burst);

        assertThat(client.server.isOpen()).isFalse();
        assertThat(bulk()).containsExactly(List.of("1@b", "2@b"));
    }

    @Test
    void countsBeforeTheWillThatFollowsIt() {
        TestClient client = gateway.client();
        client.send(TestClient.built(client.connectMessage(5, "terminal")
                .willFlag(true)
                .willTopic(STATE)
                .willMessage("{\"ts\":1,\"online\":false,\"intervalSeconds\":60,\"faults\":[]}"
                        .getBytes(StandardCharsets.UTF_8))
                .willQoS(MqttQoS.AT_LEAST_ONCE)));
        add(VITALS, vitals(1), 1);
        add(VITALS, vitals(2), 2);
        burst.writeByte(0xE0).writeByte(1).writeByte(0x04); // DISCONNECT with will message

        client.sendBytes(burst);

        assertThat(gateway.log.entries(LogTopic.TELEMETRY_BULK))
                .extracting(
                        entry -> FakeTelemetryLog.messages(entry).get(0).kind().text())
                .containsExactly("vitals", "state");
    }

    private void add(String topic, String payload, int packetId) {
        burst.writeBytes(WireClient.publishPacket(topic, payload, packetId));
    }

    private static String vitals(int seq) {
        return "{\"ts\":1764000000000,\"boot\":\"b\",\"seq\":" + seq + ",\"heartRate\":70}";
    }

    /** The identities in each record of the bulk lane. */
    private List<List<String>> bulk() {
        return gateway.log.entries(LogTopic.TELEMETRY_BULK).stream()
                .map(PackedPublishTest::identities)
                .toList();
    }

    private static List<String> identities(LogEntry entry) {
        return FakeTelemetryLog.messages(entry).stream()
                .map(LogRecord::identity)
                .toList();
    }
}
