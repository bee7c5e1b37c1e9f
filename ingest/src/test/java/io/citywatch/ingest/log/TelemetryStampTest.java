package io.citywatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryStampTest {
    @ParameterizedTest
    @CsvSource({"BULK, JSON", "EMERGENCY, JSON", "BULK, CBOR"})
    void writesTheHeadersOfTheModel(Lane lane, ContentType type) {
        DeviceId device = new DeviceId("smoke-1");
        Instant receivedAt = Instant.ofEpochMilli(1_764_000_000_123L);
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        TelemetryStamp stamp = new TelemetryStamp("gateway-1", device, TelemetryKind.SMOKE, lane);
        LogRecord expected = new LogRecord(
                device, TelemetryKind.SMOKE, lane, "7@boot", "gateway-1", receivedAt, receivedAt, type, payload);

        var unused = stamp.stamp("earlier@boot", Instant.EPOCH, ContentType.CBOR, payload);
        LogEntry entry = stamp.stamp("7@boot", receivedAt, type, payload);

        Map<String, String> written = new LinkedHashMap<>();
        for (Header header : entry.headers()) {
            written.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        expected.headers().forEach((name, value) -> wanted.put(name, new String(value, StandardCharsets.UTF_8)));
        assertThat(written).containsExactlyEntriesOf(wanted);
        assertThat(entry.topic()).isEqualTo(expected.logTopic());
        assertThat(entry.lane()).isEqualTo(lane);
        assertThat(entry.key()).isEqualTo("smoke-1".getBytes(StandardCharsets.UTF_8));
        assertThat(entry.value()).isSameAs(payload);
    }
}
