package io.citywatch.ingest.log;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogPack;
import io.citywatch.model.log.LogStamp;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

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

    MessageEntry stamp(String identity, Instant receivedAt, ContentType type, byte[] payload) {
        return new MessageEntry(
                this, type, new LogPack.Part(LogStamp.tail(receivedAt.toEpochMilli(), identity), payload));
    }

    LogTopic topic() {
        return topic;
    }

    Lane lane() {
        return lane;
    }

    byte[] key() {
        return key;
    }

    /** Of the stamps of messages that are written so. */
    byte[] head(ContentType type) {
        return stamp.head(type);
    }
}
