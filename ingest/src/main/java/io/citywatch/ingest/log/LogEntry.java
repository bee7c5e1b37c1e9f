package io.citywatch.ingest.log;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to append.
 *
 * @param topic where it belongs
 * @param lane which producer takes it
 * @param key the record's key
 * @param recipient if present, the partition is that of this recipient's pending messages; else by key
 * @param value the record's value; not changed after the append
 * @param headers the record's headers
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record LogEntry(
        LogTopic topic, Lane lane, byte[] key, @Nullable String recipient, byte[] value, List<Header> headers) {
    /** A record of the platform itself: JSON, without headers. */
    public static LogEntry json(LogTopic topic, Lane lane, String key, Object value) {
        return new LogEntry(topic, lane, key.getBytes(StandardCharsets.UTF_8), null, Json.write(value), List.of());
    }

    /** What it costs of a producer's budget. */
    public int cost() {
        return value.length + key.length + 256;
    }
}
