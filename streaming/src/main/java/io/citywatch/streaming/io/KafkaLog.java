package io.citywatch.streaming.io;

import io.citywatch.model.log.LogTopic;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log as Kafka keeps it. Sources go on where the checkpoint stands, and begin at the earliest record without one:
 * ids are deterministic, so reading a week again shows nothing twice.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 */
public record KafkaLog(String bootstrapServers) {
    private static final int MASS_LINGER_MILLIS = 50;
    /** By one answer of the log, of however many partitions: for what is larger the collector marks the whole heap. */
    private static final int FETCHED_AT_ONCE = 2 << 20;

    /** A source of a telemetry topic. */
    public KafkaSource<LogEvent> telemetry(LogTopic topic) {
        return source(topic, new LogEventDeserializer());
    }

    /** A source of a registry topic. */
    public KafkaSource<RegistryRecord> registry(LogTopic topic) {
        return source(topic, new RegistryDeserializer());
    }

    /**
     * A sink that appends at least once. It never batches for the sake of throughput: what the job says is urgent.
     */
    public KafkaSink<KeyedBytes> sink(LogTopic topic) {
        return sink(topic, 0);
    }

    /** A sink that appends at least once and waits a little for company: what it takes is much, and not urgent. */
    public KafkaSink<KeyedBytes> massSink(LogTopic topic) {
        return sink(topic, MASS_LINGER_MILLIS);
    }

    private KafkaSink<KeyedBytes> sink(LogTopic topic, int lingerMillis) {
        String topicName = topic.topicName();
        KafkaRecordSerializationSchema<KeyedBytes> serializer = (entry, context, timestamp) ->
                new ProducerRecord<>(topicName, entry.key().getBytes(StandardCharsets.UTF_8), entry.value());
        return KafkaSink.<KeyedBytes>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty(ProducerConfig.ACKS_CONFIG, "all")
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(lingerMillis))
                .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LogTopic.MOST_RECORD_BYTES))
                .setRecordSerializer(serializer)
                .build();
    }

    private <T> KafkaSource<T> source(LogTopic topic, KafkaRecordDeserializationSchema<T> deserializer) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic.topicName())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setClientIdPrefix("detection-" + topic.topicName())
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1")
                .setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(FETCHED_AT_ONCE))
                // The checkpoint holds the offsets; nobody reads them in the broker.
                .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
                .setDeserializer(deserializer)
                .build();
    }
}
