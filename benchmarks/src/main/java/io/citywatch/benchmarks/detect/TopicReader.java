package io.citywatch.benchmarks.detect;

import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is appended to a topic from now on. Not thread-safe. */
final class TopicReader implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(String bootstrapServers, LogTopic topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // the end is looked up only when it is asked for
    }

    /** Hands on what came, waiting a moment for it. */
    void poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.poll(WAIT).forEach(each);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
