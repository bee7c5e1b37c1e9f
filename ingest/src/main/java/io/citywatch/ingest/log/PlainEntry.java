package io.citywatch.ingest.log;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record of the platform itself, without headers. */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record PlainEntry(
        LogTopic topic, Lane lane, byte[] key, @Nullable String recipient, byte[] value) implements LogEntry {
    /** A record in JSON. */
    public static LogEntry json(LogTopic topic, Lane lane, String key, Object value) {
        return new PlainEntry(topic, lane, key.getBytes(StandardCharsets.UTF_8), null, Json.write(value));
    }

    @Override
    public List<Header> headers() {
        return List.of();
    }

    @Override
    public int cost() {
        return value.length + key.length + OVERHEAD;
    }
}
