package io.citywatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TelemetryStampTest {
    @ParameterizedTest
    @EnumSource(Lane.class)
    void writesTheHeadersOfTheModel(Lane lane) {
        DeviceId device = new DeviceId("smoke-1");
        Instant receivedAt = Instant.ofEpochMilli(1_764_000_000_123L);
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        TelemetryStamp stamp = new TelemetryStamp("gateway-1", device, TelemetryKind.SMOKE, lane);
        LogRecord expected = new LogRecord(
                device, TelemetryKind.SMOKE, lane, "7@boot", "gateway-1", receivedAt, receivedAt, payload);

        var unused = stamp.stamp("earlier@boot", Instant.EPOCH, payload);
        LogEntry entry = stamp.stamp("7@boot", receivedAt, payload);

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
