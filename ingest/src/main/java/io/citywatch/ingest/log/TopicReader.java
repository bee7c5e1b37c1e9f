package io.citywatch.ingest.log;

import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics from their beginning into memory and then stays at their end, without a consumer group: every
 * gateway reads everything. It starts itself again where it was when the log fails it.
 */
public final class TopicReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration QUESTION = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 500;
    private static final long CLOSE_SECONDS = 5;

    /** Takes one record, on the reader's thread. */
    @FunctionalInterface
    public interface Handler {
        void take(ConsumerRecord<byte[], byte[]> message);
    }

    private final String name;
    private final String bootstrapServers;
    private final List<LogTopic> topics;
    private final Handler handler;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile KafkaConsumerHandle current = KafkaConsumerHandle.NONE;

    public TopicReader(String name, String bootstrapServers, List<LogTopic> topics, Handler handler) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.topics = List.copyOf(topics);
        this.handler = handler;
        this.thread = new Thread(this::run, "gateway-" + name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Done once everything that the topics held at the start was read. */
    public CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        stop.countDown();
        current.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one method of a consumer that another thread may call. */
    @FunctionalInterface
    private interface KafkaConsumerHandle {
        KafkaConsumerHandle NONE = () -> {};

        void wakeup();
    }

    private void run() {
        while (!isStopped()) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                current = consumer::wakeup;
                read(consumer);
            } catch (WakeupException | InterruptException e) {
                LOG.debug("{}: stopped", name);
            } catch (RuntimeException e) {
                LOG.warn("{}: reading of {} failed and starts again: {}", name, topics, e.toString());
            } finally {
                current = KafkaConsumerHandle.NONE;
            }
            pause();
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, QUESTION);
        while (!isStopped()) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                take(message);
            }
            for (TopicPartition partition : partitions) {
                positions.put(partition, consumer.position(partition, QUESTION));
            }
            if (!caughtUp.isDone()
                    && ends.entrySet().stream()
                            .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue())) {
                LOG.info("{}: read to the end", name);
                caughtUp.complete(null);
            }
        }
    }

    /** Empty until every topic exists. */
    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        Map<String, ?> existing = consumer.listTopics(QUESTION);
        for (LogTopic topic : topics) {
            if (!existing.containsKey(topic.topicName())) {
                LOG.debug("{}: waits for topic {}", name, topic.topicName());
                return List.of();
            }
            partitions.addAll(consumer.partitionsFor(topic.topicName(), QUESTION).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toList()));
        }
        return partitions;
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        try {
            handler.take(message);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: record {} of {}-{} was skipped",
                    name,
                    message.offset(),
                    message.topic(),
                    message.partition(),
                    e);
        }
    }

    private void pause() {
        try {
            var unused = stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "",
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }
}
