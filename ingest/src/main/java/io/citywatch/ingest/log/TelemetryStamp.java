package io.citywatch.ingest.log;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Makes log entries of what one device sends of one kind on one lane; what they share is made once. */
final class TelemetryStamp {
    private final LogTopic topic;
    private final Lane lane;
    private final byte[] key;
    private final LogStamp stamp;

    TelemetryStamp(String gateway, DeviceId device, TelemetryKind kind, Lane lane) {
        this.topic = LogTopic.of(lane);
        this.lane = lane;
        this.key = device.value().getBytes(StandardCharsets.UTF_8);
        this.stamp = new LogStamp(device, kind, lane, gateway);
    }

    LogEntry stamp(String identity, Instant receivedAt, ContentType type, byte[] payload) {
        byte[] value = stamp.of(type, receivedAt.toEpochMilli(), identity);
        return new LogEntry(topic, lane, key, null, payload, List.of(new LogHeader(LogStamp.HEADER, value)));
    }
}
