package io.citywatch.streaming.history;

import io.citywatch.model.DeviceId;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.registry.Device;
import io.citywatch.model.telemetry.DeviceKind;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The gateway and the registry of a test of the history. */
final class HistoryLog implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    HistoryLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0", "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A message as the gateway appends it. */
    void send(String device, TelemetryKind kind, Lane lane, String identity, Instant receivedAt, String payload)
            throws Exception {
        LogRecord message = new LogRecord(
                new DeviceId(device),
                kind,
                lane,
                identity,
                receivedAt,
                Instant.EPOCH,
                payload.getBytes(StandardCharsets.UTF_8));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                message.logTopic().topicName(), device.getBytes(StandardCharsets.UTF_8), message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value));
        producer.send(record).get(30, TimeUnit.SECONDS);
    }

    void bulk(String device, TelemetryKind kind, String identity, Instant receivedAt, String payload) throws Exception {
        send(device, kind, Lane.BULK, identity, receivedAt, payload);
    }

    void reader(String id, double lat, double lon, boolean mobile) throws Exception {
        Device reader = new Device(
                id, DeviceKind.TAG_READER, lat, lon, null, null, null, null, null, mobile ? true : null, null, null);
        producer.send(new ProducerRecord<>(
                        LogTopic.REGISTRY_DEVICES.topicName(), id.getBytes(StandardCharsets.UTF_8), Json.write(reader)))
                .get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        producer.close();
    }
}
