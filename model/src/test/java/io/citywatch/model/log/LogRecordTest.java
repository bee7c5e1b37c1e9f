package io.citywatch.model.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.Decoded;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Golden;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
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
    void readsBackAMessageOfAGatewayInCborWithSpacesInItsIdentity() {
        LogRecord record = new LogRecord(
                new DeviceId("smoke-1"),
                TelemetryKind.SMOKE,
                Lane.BULK,
                "7@first boot",
                "gw-1",
                RECEIVED,
                LOGGED,
                ContentType.CBOR,
                PAYLOAD);

        Decoded<LogRecord> read = LogRecord.read(record.headers()::get, LOGGED.toEpochMilli(), PAYLOAD);

        assertThat(read).usingRecursiveComparison().isEqualTo(Decoded.valid(record));
    }

    @Test
    void writesTheStampThatOthersRead() {
        Map<String, byte[]> headers =
                record(TelemetryKind.SMOKE, Lane.EMERGENCY).headers();

        assertThat(headers).containsOnlyKeys("stamp");
        assertThat(headers.get("stamp"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("smoke-1 smoke emergency json ? 1795300000040 7@b1");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                              | 1 of 7 parts
            smoke-1 smoke emergency json ? 1795300000040    | 6 of 7 parts
            ' smoke emergency json ? 1795300000040 7@b1'    | device ''
            a+b smoke emergency json ? 1795300000040 7@b1   | device 'a+b'
            smoke-1 toaster emergency json ? 1 7@b1         | kind 'toaster'
            smoke-1 smoke fast json ? 1 7@b1                | lane 'fast'
            smoke-1 smoke bulk xml ? 1 7@b1                 | written as 'xml'
            'smoke-1 smoke bulk json ? 1 '                  | identity ''
            smoke-1 smoke bulk json ?  7@b1                 | received-at: '' (expected: epoch milliseconds)
            smoke-1 smoke bulk json ? soon 7@b1             | received-at: 'soon' (expected: epoch milliseconds)
            smoke-1 smoke bulk json ? 99999999999999999999 7@b1 | received-at: '99999999999999999999' (expected:
            """)
    void refusesAStampThatIsCutOrWrong(String stamp, String reason) {
        assertThat(reasonOf(Map.of("stamp", stamp.getBytes(StandardCharsets.UTF_8)), PAYLOAD))
                .contains(reason);
    }

    @Test
    void refusesARecordWithoutStampOrPayloadAndAPulse() {
        Map<String, byte[]> headers =
                record(TelemetryKind.SMOKE, Lane.EMERGENCY).headers();
        byte[] pulse = new Pulse("gateway-1", "g1", RECEIVED).write();

        assertThat(reasonOf(Map.of(), PAYLOAD)).isEqualTo("not a telemetry record: stamp '': 1 of 7 parts");
        assertThat(reasonOf(headers, null)).contains("no payload");
        assertThat(reasonOf(Map.of(Pulse.HEADER, new byte[0]), pulse)).startsWith("not a telemetry record");
    }

    @Test
    void escapesWhatItRepeatsOfAStamp() {
        String stamp = "a\nb\u001b[31m smoke bulk json ? 1 7@b1";

        assertThat(reasonOf(Map.of("stamp", stamp.getBytes(StandardCharsets.UTF_8)), PAYLOAD))
                .contains("device 'a\\u000Ab\\u001B[31m'");
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
