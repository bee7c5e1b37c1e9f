package io.citywatch.standalone.streams;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was written to a topic since its beginning, as far as it was read. For one thread. */
public final class LogReader<T> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Class<T> type;
    private final List<T> seen = new ArrayList<>();

    public LogReader(String bootstrapServers, LogTopic topic, Class<T> type) {
        this.type = type;
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what has come meanwhile, and waits for nothing. */
    public List<T> read() {
        return read(Duration.ZERO);
    }

    private List<T> read(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            seen.add(Json.read(record.value(), type).fold(value -> value, reason -> {
                throw new AssertionError("the log has what nobody can read: " + reason);
            }));
        }
        return seen;
    }

    /** Reads on until what was read is as wanted. */
    public List<T> await(String what, Duration atMost, Predicate<List<T>> wanted) {
        return await(what, atMost, wanted, all -> "read " + all.size());
    }

    /** @param lacks what a failure says of what was read */
    List<T> await(String what, Duration atMost, Predicate<List<T>> wanted, Function<List<T>, String> lacks) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!wanted.test(read(POLL))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + atMost + ", " + lacks.apply(seen));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
