package io.citywatch.ingest.log;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer with its own budget of bytes, so that no lane ever waits for memory of another. */
final class LaneProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final long budget;
    private final AtomicLong onTheirWay = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /** @param budget bytes on their way at which reading stops; below the producer's own buffer, so it never fills */
    LaneProducer(Map<String, Object> settings, long budget) {
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.budget = budget;
    }

    void send(ProducerRecord<byte[], byte[]> message, int cost, AppendListener listener) {
        onTheirWay.addAndGet(cost);
        try {
            producer.send(message, (metadata, failure) -> {
                release(cost);
                listener.appended(failure);
            });
        } catch (KafkaException | IllegalStateException e) {
            release(cost);
            listener.appended(e);
        }
    }

    /** How many partitions the topic has, 0 while that is not known; the question itself makes the producer find out. */
    int partitionsOf(String topic) {
        try {
            return producer.partitionsFor(topic).size();
        } catch (TimeoutException e) {
            return 0;
        }
    }

    boolean hasRoom() {
        return onTheirWay.get() < budget;
    }

    void whenRoom(Runnable task) {
        waiting.add(task);
        if (onTheirWay.get() <= budget / 2) {
            wake();
        }
    }

    boolean isIdle() {
        return onTheirWay.get() == 0;
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    void close(Duration timeout) {
        producer.close(timeout);
    }

    private void release(int cost) {
        long left = onTheirWay.addAndGet(-cost);
        if (left <= budget / 2 && !waiting.isEmpty()) {
            wake();
        }
    }

    private void wake() {
        Runnable task = waiting.poll();
        while (task != null) {
            task.run();
            task = waiting.poll();
        }
    }
}
