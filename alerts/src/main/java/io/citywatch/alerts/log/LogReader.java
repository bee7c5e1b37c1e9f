package io.citywatch.alerts.log;

import io.citywatch.alerts.store.Outages;
import io.citywatch.model.log.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic in a thread of its own and hands over batch by batch; the place is committed after the batch was
 * taken, so a batch may come twice and is never lost. While the database is away the same batch is tried again. It ends
 * by {@link #close} alone: whatever the log does, reading goes on, with a new consumer if need be.
 */
public final class LogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 500;
    /** How often a batch that fails for another reason than an outage is tried before its records go one by one. */
    private static final int ATTEMPTS = 3;
    /** A batch that takes longer holds up what is behind it. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    /** Takes records in the order of their partition; must be idempotent. */
    @FunctionalInterface
    public interface Batch {
        void take(List<ConsumerRecord<byte[], byte[]>> records);
    }

    private final LogTopic topic;
    private final boolean grouped;
    private final String name;
    private final Batch batch;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    /** Where a reader without a group goes on with its next consumer; empty at its start. Of the thread alone. */
    private final Map<TopicPartition, Long> taken = new HashMap<>();

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile Runnable wakeUp = () -> {};
    private volatile boolean failing;
    private volatile boolean refused;
    private volatile long lag;
    private volatile long roundAt = System.nanoTime();

    private LogReader(
            LogTopic topic, boolean grouped, String name, Batch batch, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.topic = topic;
        this.name = name;
        this.grouped = grouped;
        this.batch = batch;
        this.consumers = consumers;
        this.thread = new Thread(this::run, "read-" + topic.topicName());
        thread.setDaemon(true);
    }

    /** Shares the topic with the other processes of the group; goes on where the group left off. */
    public static LogReader startShared(LogTopic topic, String bootstrapServers, String group, Batch batch) {
        return start(topic, true, group, batch, () -> consumer(settings(topic, bootstrapServers, group)));
    }

    /** Reads the whole topic from its beginning at each start, in every process. */
    public static LogReader startFromBeginning(LogTopic topic, String bootstrapServers, Batch batch) {
        return start(topic, false, "all", batch, () -> consumer(settings(topic, bootstrapServers, null)));
    }

    /** @param consumers a fresh one at each call: the first, and after each failure that ends one */
    static LogReader start(LogTopic topic, boolean grouped, Batch batch, Supplier<Consumer<byte[], byte[]>> consumers) {
        return start(topic, grouped, "test", batch, consumers);
    }

    private static LogReader start(
            LogTopic topic, boolean grouped, String name, Batch batch, Supplier<Consumer<byte[], byte[]>> consumers) {
        LogReader reader = new LogReader(topic, grouped, name, batch, consumers);
        reader.thread.start();
        return reader;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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

    /** What is wrong with reading now; empty if all goes on. */
    public Optional<String> problem() {
        String read = topic.topicName();
        if (!thread.isAlive()) {
            return Optional.of(read + ": is not read any more");
        }
        if (failing) {
            return Optional.of(read + ": the log cannot be read");
        }
        if (refused) {
            return Optional.of(read + ": what is read cannot be taken");
        }
        long seconds = (System.nanoTime() - roundAt) / 1_000_000_000;
        return seconds > STUCK.toSeconds() ? Optional.of(read + ": stuck for " + seconds + " s") : Optional.empty();
    }

    public LogTopic topic() {
        return topic;
    }

    /** Tells readers of one topic apart: the group, or that it reads for itself. */
    public String name() {
        return name;
    }

    /** How many records wait to be read, as of the last round. */
    public long lag() {
        return lag;
    }

    /** Waits until the end of the topic was reached once; false if that takes too long. */
    public boolean awaitEnd(Duration atMost) {
        try {
            return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        while (!isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                wakeUp = consumer::wakeup;
                new Reading(consumer).run();
            } catch (WakeupException e) {
                LOG.debug("{}: stopped", topic.topicName());
            } catch (RuntimeException e) {
                troubled("reading starts again", e);
            } finally {
                wakeUp = () -> {};
            }
            pause();
        }
    }

    /** Says it once for all failures in a row. */
    private void troubled(String consequence, RuntimeException failure) {
        if (!failing && !isStopped()) {
            failing = true;
            LOG.warn("{}: the log failed, {}: {}", topic.topicName(), consequence, failure.toString());
        }
    }

    private void pause() {
        try {
            boolean unused = stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a reader to end it; it ends by close() alone.
            LOG.debug("{}: interrupted", topic.topicName());
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** What one consumer reads, until it fails for good. */
    private final class Reading {
        private final Consumer<byte[], byte[]> consumer;
        /** How often in a row the present batch has failed. */
        private int failures;
        /** Something was taken whose place is not committed. */
        private boolean owing;

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        void run() {
            if (grouped) {
                consumer.subscribe(List.of(topic.topicName()));
            } else {
                assignAll();
            }
            while (!isStopped()) {
                try {
                    round();
                } catch (RetriableException | CommitFailedException | RebalanceInProgressException e) {
                    // A place that is not committed only lets its batch come again.
                    troubled("trying again", e);
                    pause();
                }
            }
        }

        private void assignAll() {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < topic.partitions(); partition++) {
                partitions.add(new TopicPartition(topic.topicName(), partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            taken.forEach(consumer::seek);
        }

        /** Reads, hands over and commits once. */
        private void round() {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            roundAt = System.nanoTime();
            consumer.poll(POLL).forEach(records::add);
            refused = !records.isEmpty() && !handOver(records);
            if (refused) {
                rewind(records);
                pause();
                return;
            }
            if (owing && grouped) {
                consumer.commitSync();
            }
            owing = false;
            lag = consumer.assignment().stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum();
            if (consumer.assignment().stream()
                    .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0)) {
                caughtUp.countDown();
            }
            if (failing) {
                failing = false;
                LOG.info("{}: reading goes on", topic.topicName());
            }
        }

        /** False if the batch is to come again. */
        private boolean handOver(List<ConsumerRecord<byte[], byte[]>> records) {
            try {
                if (failures < ATTEMPTS) {
                    batch.take(records);
                } else {
                    takeOneByOne(records);
                }
            } catch (RuntimeException e) {
                if (failures == 0) {
                    LOG.warn(
                            "{}: cannot take {} records, trying again: {}",
                            topic.topicName(),
                            records.size(),
                            e.toString());
                }
                failures = Outages.isOutage(e) ? 1 : failures + 1;
                return false;
            }
            if (failures > 0) {
                LOG.info("{}: reading again", topic.topicName());
            }
            failures = 0;
            owing = true;
            for (ConsumerRecord<byte[], byte[]> each : records) {
                taken.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
            }
            return true;
        }

        private void rewind(List<ConsumerRecord<byte[], byte[]>> records) {
            Map<TopicPartition, Long> first = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> each : records) {
                first.merge(new TopicPartition(each.topic(), each.partition()), each.offset(), Math::min);
            }
            first.forEach(consumer::seek);
        }
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

    @Override
    public void close() {
        stop.countDown();
        wakeUp.run();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
