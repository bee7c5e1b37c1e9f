package io.citywatch.ingest;

import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** One topic of the log as it grows: each record is read once, however often a test looks. */
final class LogTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LogTopic topic;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    LogTail(KafkaConsumer<byte[], byte[]> consumer, LogTopic topic) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All that fit and are there now, once there are so many; fails if they do not come in time. */
    List<ConsumerRecord<byte[], byte[]>> await(int count, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ConsumerRecord<byte[], byte[]>> found = toTheEnd(wanted);
        while (found.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("found " + found.size() + " of " + count + " records in " + topic.topicName());
            }
            found = toTheEnd(wanted);
        }
        return found;
    }

    /** The identities of the messages of one client, repeats and all, once there are so many. */
    List<String> identities(String client, int count) {
        return await(count, LogProbe.keyed(client)).stream()
                .map(message -> LogProbe.read(message).identity())
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> toTheEnd(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        do {
            consumer.poll(POLL).forEach(seen::add);
        } while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
        return seen.stream().filter(wanted).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
