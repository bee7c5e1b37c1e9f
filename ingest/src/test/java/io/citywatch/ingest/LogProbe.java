package io.citywatch.ingest;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.registry.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test writes to the log as the rest of the platform would, and what it finds there. */
final class LogProbe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    LogProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void register(Credential credential) throws Exception {
        send(LogTopic.REGISTRY_CREDENTIALS, null, credential.client(), Json.write(credential));
    }

    void owe(PendingMessage message) throws Exception {
        int partition = PendingMessage.partitionOf(message.recipient(), LogTopic.COMMANDS.partitions());
        send(LogTopic.COMMANDS, partition, message.key(), message.write());
    }

    /** A device's message, out of a record that holds no other. */
    static LogRecord read(ConsumerRecord<byte[], byte[]> record) {
        List<LogRecord> messages = readAll(record);
        if (messages.size() != 1) {
            throw new AssertionError(messages.size() + " messages in the record (expected: 1)");
        }
        return messages.get(0);
    }

    /** The first messages of a device, whether each is a record of its own or not; fails if they do not come in time. */
    List<LogRecord> awaitMessages(LogTopic topic, int count, String device) {
        List<LogRecord> messages = new ArrayList<>();
        await(topic, record -> {
            if (keyed(device).test(record)) {
                messages.addAll(readAll(record));
            }
            return messages.size() >= count;
        });
        return messages;
    }

    private static List<LogRecord> readAll(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.readAll(
                        name -> {
                            Header header = record.headers().lastHeader(name);
                            return header == null ? null : header.value();
                        },
                        record.timestamp(),
                        record.value())
                .stream()
                .map(decoded -> decoded.fold(message -> message, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }

    /** The first record from the beginning that fits; fails if none comes in time. */
    ConsumerRecord<byte[], byte[]> await(LogTopic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return await(topic, 1, wanted).get(0);
    }

    List<ConsumerRecord<byte[], byte[]>> await(
            LogTopic topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (found.size() < count) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(
                            "found " + found.size() + " of " + count + " records in " + topic.topicName());
                }
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }

    /** How many records there are now that fit. */
    int count(LogTopic topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        int count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    count += wanted.test(message) ? 1 : 0;
                }
            }
        }
        return count;
    }

    static Predicate<ConsumerRecord<byte[], byte[]>> keyed(String key) {
        return message -> message.key() != null && new String(message.key(), StandardCharsets.UTF_8).equals(key);
    }

    private void send(LogTopic topic, Integer partition, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), partition, key.getBytes(StandardCharsets.UTF_8), value))
                .get(20, TimeUnit.SECONDS);
    }

    /** One topic as it grows. */
    LogTail tail(LogTopic topic) {
        return new LogTail(consumer(), topic);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
