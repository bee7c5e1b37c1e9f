package io.citywatch.ingest.log;

import io.citywatch.ingest.GatewayConfig;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.telemetry.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The log in Kafka: one producer for the emergency lane, that waits for nobody, and one for bulk, that batches. Both
 * ask for acks=all and are idempotent.
 */
public final class KafkaTelemetryLog implements TelemetryLog, AutoCloseable {
    /** Every topic that a gateway writes. */
    public static final Set<LogTopic> TOPICS = EnumSet.of(
            LogTopic.TELEMETRY_BULK,
            LogTopic.TELEMETRY_EVENTS,
            LogTopic.RECEIPTS,
            LogTopic.OFFER_ANSWERS,
            LogTopic.COMMAND_RESULTS,
            LogTopic.RESPONDER_POSITIONS,
            LogTopic.DEVICE_PRESENCE,
            LogTopic.DEAD_LETTERS,
            LogTopic.GATEWAY_AUDIT,
            LogTopic.GATEWAY_STATUS);

    private static final long CLOSE_STEP_MILLIS = 10;

    private final Map<Lane, LaneProducer> producers = new EnumMap<>(Lane.class);
    private final long silenceNanos;
    private final Duration closeTimeout;
    private volatile Map<LogTopic, Integer> partitions = Map.of();
    private volatile boolean heard;
    private volatile long heardAtNanos;

    public KafkaTelemetryLog(GatewayConfig config) {
        producers.put(
                Lane.EMERGENCY,
                new LaneProducer(
                        ProducerSettings.emergency(config), config.emergencyBufferBytes() / 2, config.logTimeout()));
        producers.put(
                Lane.BULK,
                new LaneProducer(ProducerSettings.bulk(config), config.bulkBufferBytes() / 2, config.logTimeout()));
        this.silenceNanos = config.logSilence().toNanos();
        this.closeTimeout = config.closeTimeout();
    }

    @Override
    public void append(LogEntry entry, AppendListener listener) {
        append(entry, partitionOf(entry), listener);
    }

    @Override
    public boolean isAvailable() {
        return heard && System.nanoTime() - heardAtNanos < silenceNanos;
    }

    @Override
    public boolean hasRoom(Lane lane) {
        return producer(lane).hasRoom();
    }

    @Override
    public void whenRoom(Lane lane, Runnable task) {
        producer(lane).whenRoom(task);
    }

    /** Appends to one partition, and learns from it whether the log is there. */
    void appendPulse(LogTopic topic, int partition, byte[] value, List<Header> headers) {
        ProducerRecord<byte[], byte[]> pulse =
                new ProducerRecord<>(topic.topicName(), partition, null, null, value, headers);
        producer(Lane.BULK).sendNow(pulse, value.length, failure -> {
            if (failure == null) {
                heardAtNanos = System.nanoTime();
                heard = true;
            }
        });
    }

    /**
     * Makes both producers learn of every topic, and keeps it so: a topic that nobody wrote to for long would be
     * forgotten otherwise, and the next message to it refused.
     *
     * @return true once all are known
     */
    boolean learnTopics() {
        Map<LogTopic, Integer> found = new EnumMap<>(LogTopic.class);
        found.putAll(partitions);
        boolean all = true;
        for (LogTopic topic : TOPICS) {
            int least = producers.values().stream()
                    .mapToInt(producer -> producer.partitionsOf(topic.topicName()))
                    .min()
                    .orElse(0);
            if (least > 0) {
                found.put(topic, least);
            }
            all &= least > 0;
        }
        partitions = found;
        return all;
    }

    /** Tries again what the producers would not take; to be called now and then, by one thread. */
    void retry() {
        producers.values().forEach(LaneProducer::retry);
    }

    /** How many partitions a topic has; 0 while that is not known. */
    int partitionsOf(LogTopic topic) {
        return partitions.getOrDefault(topic, 0);
    }

    /** Waits until the log has everything that was appended, or the time is over; not for event loops. */
    public void drain() {
        long deadline = System.nanoTime() + closeTimeout.toNanos();
        try {
            while (System.nanoTime() < deadline && !producers.values().stream().allMatch(LaneProducer::isIdle)) {
                TimeUnit.MILLISECONDS.sleep(CLOSE_STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain();
        producers.values().forEach(LaneProducer::close);
    }

    private void append(LogEntry entry, @Nullable Integer partition, AppendListener listener) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                entry.topic().topicName(), partition, null, entry.key(), entry.value(), entry.headers());
        producer(entry.lane()).send(message, entry.cost(), listener);
    }

    private @Nullable Integer partitionOf(LogEntry entry) {
        String recipient = entry.recipient();
        int count = partitionsOf(entry.topic());
        return recipient == null || count == 0 ? null : (Integer) PendingMessage.partitionOf(recipient, count);
    }

    private LaneProducer producer(Lane lane) {
        return Objects.requireNonNull(producers.get(lane));
    }
}
