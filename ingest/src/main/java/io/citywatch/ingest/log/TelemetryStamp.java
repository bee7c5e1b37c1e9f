package io.citywatch.ingest.log;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.ContentType;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.Header;

/**
 * The headers and key that all messages of one device, kind and lane share, made once; only identity and received-at
 * are new with each message, and CBOR says so. The names and values are the model's own.
 */
final class TelemetryStamp {
    private static final String IDENTITY = "identity";
    private static final String RECEIVED_AT = "received-at";
    private static final String CONTENT_TYPE = "content-type";
    private static final Header CBOR =
            new LogHeader(CONTENT_TYPE, ContentType.CBOR.text().getBytes(StandardCharsets.US_ASCII));

    private final LogTopic topic;
    private final Lane lane;
    private final byte[] key;
    private final Header[] template;
    private final int identityAt;
    private final int receivedAtAt;
    private final int contentTypeAt;

    TelemetryStamp(String gateway, DeviceId device, TelemetryKind kind, Lane lane) {
        LogRecord example =
                new LogRecord(device, kind, lane, "0@0", gateway, Instant.EPOCH, Instant.EPOCH, new byte[0]);
        Map<String, byte[]> headers = example.headers();
        this.topic = example.logTopic();
        this.lane = lane;
        this.key = device.value().getBytes(StandardCharsets.UTF_8);
        this.template = headers.entrySet().stream()
                .map(header -> new LogHeader(header.getKey(), header.getValue()))
                .toArray(Header[]::new);
        this.identityAt = indexOf(IDENTITY);
        this.receivedAtAt = indexOf(RECEIVED_AT);
        this.contentTypeAt = indexOf(CONTENT_TYPE);
    }

    LogEntry stamp(String identity, Instant receivedAt, ContentType type, byte[] payload) {
        Header[] headers = template.clone();
        headers[identityAt] = new LogHeader(IDENTITY, identity.getBytes(StandardCharsets.UTF_8));
        headers[receivedAtAt] = new LogHeader(
                RECEIVED_AT, Long.toString(receivedAt.toEpochMilli()).getBytes(StandardCharsets.US_ASCII));
        if (type == ContentType.CBOR) {
            headers[contentTypeAt] = CBOR;
        }
        return new LogEntry(topic, lane, key, null, payload, Arrays.asList(headers));
    }

    private int indexOf(String name) {
        for (int i = 0; i < template.length; i++) {
            if (template[i].key().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("header " + name + ": missing (expected: among those of a log record)");
    }
}
