package io.citywatch.alerts.log;

import io.citywatch.alerts.store.Outages;
import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic in a thread of its own and hands over batch by batch; the place is committed after the batch was
 * taken, so a batch may come twice and is never lost. While the database is away the same batch is tried again.
 */
public final class LogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 500;
    /** How often a batch that fails for another reason than an outage is tried before its records go one by one. */
    private static final int ATTEMPTS = 3;

    /** Takes records in the order of their partition; must be idempotent. */
    @FunctionalInterface
    public interface Batch {
        void take(List<ConsumerRecord<byte[], byte[]>> records);
    }

    private final LogTopic topic;
    private final boolean grouped;
    private final Batch batch;
    private final Consumer<byte[], byte[]> consumer;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private LogReader(LogTopic topic, String bootstrapServers, @Nullable String group, Batch batch) {
        this.topic = topic;
        this.grouped = group != null;
        this.batch = batch;
        this.consumer = new KafkaConsumer<>(
                settings(topic, bootstrapServers, group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "read-" + topic.topicName());
        thread.setDaemon(true);
    }

    /** Shares the topic with the other processes of the group; goes on where the group left off. */
    public static LogReader startShared(LogTopic topic, String bootstrapServers, String group, Batch batch) {
        return start(new LogReader(topic, bootstrapServers, group, batch));
    }

    /** Reads the whole topic from its beginning at each start, in every process. */
    public static LogReader startFromBeginning(LogTopic topic, String bootstrapServers, Batch batch) {
        return start(new LogReader(topic, bootstrapServers, null, batch));
    }

    private static LogReader start(LogReader reader) {
        reader.thread.start();
        return reader;
    }

    private static Map<String, Object> settings(LogTopic topic, String bootstrapServers, @Nullable String group) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "alerts-" + topic.topicName());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
        if (group != null) {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            // A process that was killed must not keep its partitions for the usual 45 s.
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
            settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        }
        return settings;
    }

    /** False once the thread has ended. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        try (consumer) {
            if (grouped) {
                consumer.subscribe(List.of(topic.topicName()));
            } else {
                assignAll();
            }
            int failures = 0;
            while (stop.getCount() > 0) {
                failures = round(failures);
            }
        } catch (WakeupException e) {
            LOG.debug("{}: stopped", topic.topicName());
        } catch (RuntimeException e) {
            LOG.error("{}: reading ended", topic.topicName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assignAll() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            partitions.add(new TopicPartition(topic.topicName(), partition));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads and hands over once; returns how often in a row this batch has failed. */
    private int round(int failures) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(POLL).forEach(records::add);
        if (records.isEmpty()) {
            return 0;
        }
        try {
            if (failures < ATTEMPTS) {
                batch.take(records);
            } else {
                takeOneByOne(records);
            }
        } catch (RuntimeException e) {
            boolean outage = Outages.isOutage(e);
            if (failures == 0) {
                LOG.warn(
                        "{}: cannot take {} records, trying again: {}",
                        topic.topicName(),
                        records.size(),
                        e.toString());
            }
            rewind(records);
            boolean unused = stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            return outage ? 1 : failures + 1;
        }
        if (failures > 0) {
            LOG.info("{}: reading again", topic.topicName());
        }
        if (grouped) {
            consumer.commitSync();
        }
        return 0;
    }

    /** What fails alone and not for an outage would fail for ever, and nothing behind it would be read. */
    private void takeOneByOne(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            try {
                batch.take(List.of(each));
            } catch (RuntimeException e) {
                if (Outages.isOutage(e)) {
                    throw e;
                }
                LOG.error(
                        "{}: the record at {}-{} cannot be taken and is skipped",
                        topic.topicName(),
                        each.partition(),
                        each.offset(),
                        e);
            }
        }
    }

    private void rewind(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            first.merge(new TopicPartition(each.topic(), each.partition()), each.offset(), Math::min);
        }
        first.forEach(consumer::seek);
    }

    @Override
    public void close() {
        stop.countDown();
        consumer.wakeup();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
