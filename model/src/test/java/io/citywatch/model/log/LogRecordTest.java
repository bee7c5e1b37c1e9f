package io.citywatch.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Golden;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogRecordTest {
    private static final Instant RECEIVED = Instant.ofEpochMilli(1_795_300_000_040L);
    private static final Instant LOGGED = Instant.ofEpochMilli(1_795_300_000_043L);
    private static final byte[] PAYLOAD = Golden.bytes("smoke-alarm");

    @ParameterizedTest
    @EnumSource(Lane.class)
    void readsBackWhatItsHeadersSay(Lane lane) {
        LogRecord record = record(TelemetryKind.SMOKE, lane);

        Decoded<LogRecord> read = LogRecord.read(record.headers()::get, LOGGED.toEpochMilli(), PAYLOAD);

        assertThat(read).usingRecursiveComparison().isEqualTo(Decoded.valid(record));
    }

    @Test
    void writesTheHeadersThatOthersReadByName() {
        Map<String, String> headers = new HashMap<>();
        record(TelemetryKind.SMOKE, Lane.EMERGENCY)
                .headers()
                .forEach((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));

        assertThat(headers)
                .isEqualTo(Map.of(
                        "device", "smoke-1",
                        "kind", "smoke",
                        "lane", "emergency",
                        "identity", "7@b1",
                        "received-at", "1795300000040",
                        "content-type", "application/json"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            device      |              | device ''
            device      | 'a b'        | device 'a b'
            kind        |              | kind ''
            kind        | toaster      | kind 'toaster'
            lane        |              | lane ''
            lane        | fast         | lane 'fast'
            identity    |              | identity ''
            received-at |              | received-at: '' (expected: epoch milliseconds)
            received-at | soon         | received-at: 'soon' (expected: epoch milliseconds)
            received-at | 99999999999999999999 | received-at: '99999999999999999999' (expected: epoch milliseconds)
            """)
    void refusesAHeaderThatIsMissingOrWrong(String name, String value, String reason) {
        Map<String, byte[]> headers =
                record(TelemetryKind.SMOKE, Lane.EMERGENCY).headers();
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(reasonOf(headers, PAYLOAD)).contains(reason);
    }

    @Test
    void refusesARecordWithoutPayloadAndAPulse() {
        Map<String, byte[]> headers =
                record(TelemetryKind.SMOKE, Lane.EMERGENCY).headers();
        byte[] pulse = new Pulse("gateway-1", "g1", RECEIVED).write();

        assertThat(reasonOf(headers, null)).contains("no payload");
        assertThat(reasonOf(Map.of(Pulse.HEADER, new byte[0]), pulse)).startsWith("not a telemetry record");
    }

    @Test
    void escapesWhatItRepeatsOfAHeader() {
        Map<String, byte[]> headers =
                record(TelemetryKind.SMOKE, Lane.EMERGENCY).headers();
        headers.put("device", "a\nb\u001b[31m".getBytes(StandardCharsets.UTF_8));

        assertThat(reasonOf(headers, PAYLOAD)).contains("device 'a\\u000Ab\\u001B[31m'");
    }

    @Test
    void identifiesAMessageByItsCountWhereTheDeviceCounts() {
        assertThat(LogRecord.identityOf(new Sequence("b1", 7), "devices/smoke-1/events/smoke", PAYLOAD))
                .isEqualTo("7@b1");
        assertThat(LogRecord.identityOf(new Sequence("1@b", 0), "any", new byte[0]))
                .isEqualTo("0@1@b");
    }

    @Test
    void identifiesAMessageByTopicAndPayloadWhereItDoesNot() throws Exception {
        String topic = "devices/smoke-1/events/smoke";
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(topic.getBytes(StandardCharsets.UTF_8));
        digest.update(PAYLOAD);

        String identity = LogRecord.identityOf(null, topic, PAYLOAD);

        assertThat(identity).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(LogRecord.identityOf(null, "devices/smoke-1/telemetry/smoke", PAYLOAD))
                .isNotEqualTo(identity);
        assertThat(LogRecord.identityOf(null, topic, Golden.bytes("smoke"))).isNotEqualTo(identity);
    }

    @Test
    void knowsItsTopics() {
        assertThat(record(TelemetryKind.SMOKE, Lane.EMERGENCY).logTopic()).isEqualTo(LogTopic.TELEMETRY_EVENTS);
        assertThat(record(TelemetryKind.SMOKE, Lane.BULK).logTopic()).isEqualTo(LogTopic.TELEMETRY_BULK);
        assertThat(record(TelemetryKind.SMOKE, Lane.EMERGENCY).mqttTopic()).isEqualTo("devices/smoke-1/events/smoke");
        assertThat(record(TelemetryKind.SMOKE, Lane.BULK).mqttTopic()).isEqualTo("devices/smoke-1/telemetry/smoke");
        assertThat(record(TelemetryKind.STATE, Lane.BULK).mqttTopic()).isEqualTo("devices/smoke-1/state");
    }

    @Test
    void readsAPulseBack() {
        Pulse pulse = new Pulse("gateway-1", "g1", RECEIVED);

        assertThat(Pulse.read(pulse.write())).isEqualTo(Decoded.valid(pulse));
        assertThat(Pulse.read(null)).isInstanceOf(Decoded.Invalid.class);
    }

    private static LogRecord record(TelemetryKind kind, Lane lane) {
        return new LogRecord(new DeviceId("smoke-1"), kind, lane, "7@b1", RECEIVED, LOGGED, PAYLOAD);
    }

    private static String reasonOf(Map<String, byte[]> headers, byte[] payload) {
        return LogRecord.read(headers::get, LOGGED.toEpochMilli(), payload).fold(value -> "valid", reason -> reason);
    }
}
