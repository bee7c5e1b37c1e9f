package io.citywatch.standalone.streams;

import io.citywatch.model.DeviceId;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.TelemetryKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the log what gateways and the registry would, and what they never would. Thread-safe. */
public final class LogWriter implements AutoCloseable {
    static final String GATEWAY = "gw-1";

    private static final List<LogTopic> LANES = List.of(LogTopic.TELEMETRY_BULK, LogTopic.TELEMETRY_EVENTS);

    private final KafkaProducer<byte[], byte[]> producer;

    public LogWriter(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        "1",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LogTopic.MOST_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * A device's message.
     *
     * @param timestamp of the record; null for the log's own
     */
    public void message(LogRecord message, @Nullable Long timestamp) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                message.logTopic().topicName(),
                null,
                timestamp,
                message.device().value().getBytes(StandardCharsets.UTF_8),
                message.payload());
        message.headers().forEach((name, value) -> record.headers().add(name, value));
        send(record);
    }

    /**
     * The same, of a device that gateway {@code gw-1} hears.
     *
     * @param payload JSON
     */
    LogRecord message(
            Lane lane, String device, TelemetryKind kind, String identity, Instant receivedAt, String payload) {
        LogRecord message = new LogRecord(
                new DeviceId(device),
                kind,
                lane,
                identity,
                GATEWAY,
                receivedAt,
                Instant.EPOCH,
                payload.getBytes(StandardCharsets.UTF_8));
        message(message, null);
        return message;
    }

    /** A gateway's pulse to every partition that devices write to. */
    public void pulse(Pulse pulse, @Nullable Long timestamp) {
        byte[] value = pulse.write();
        for (LogTopic topic : LANES) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic.topicName(), partition, timestamp, null, value);
                record.headers().add(Pulse.HEADER, new byte[0]);
                send(record);
            }
        }
    }

    /** An entry of a registry, or any other record with a key. */
    public void entry(LogTopic topic, String key, byte @Nullable [] value, @Nullable Long timestamp) {
        send(new ProducerRecord<>(topic.topicName(), null, timestamp, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** A record as nobody of ours writes it. */
    void poison(Poison poison) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                poison.topic().topicName(), poison.name().getBytes(StandardCharsets.UTF_8), poison.value());
        poison.headers().forEach((name, value) -> record.headers().add(name, value));
        send(record);
    }

    public void flush() {
        producer.flush();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (written, failure) -> {
            if (failure != null) {
                throw new AssertionError("not written: " + record.topic(), failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
