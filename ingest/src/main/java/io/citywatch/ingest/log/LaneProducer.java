package io.citywatch.ingest.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One producer with its own budget of bytes, so that no lane ever waits for memory of another. The producer refuses at
 * once rather than block when it does not know a topic, as while a broker restarts; such messages wait here, in order,
 * until they are sent or their time is over.
 */
final class LaneProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final long budget;
    private final long timeoutNanos;
    private final AtomicLong onTheirWay = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    /** Guarded by itself; {@link #anyDeferred} spares the hot path the lock. */
    private final Map<String, Deque<Sending>> deferred = new HashMap<>();

    private volatile boolean anyDeferred;

    /**
     * @param budget bytes on their way at which reading stops; below the producer's own buffer, so it never fills
     * @param timeout after which a message counts as not taken
     */
    LaneProducer(Map<String, Object> settings, long budget, Duration timeout) {
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.budget = budget;
        this.timeoutNanos = timeout.toNanos();
    }

    /** One message, from its append to the answer. */
    private final class Sending implements Callback {
        private final ProducerRecord<byte[], byte[]> message;
        private final int cost;
        private final AppendListener listener;
        private final long deadlineNanos;
        private boolean again;

        Sending(ProducerRecord<byte[], byte[]> message, int cost, AppendListener listener, long deadlineNanos) {
            this.message = message;
            this.cost = cost;
            this.listener = listener;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            // Before the deadline the producer either never took the message, or gave up on an older one of its batch.
            if (failure instanceof TimeoutException && System.nanoTime() - deadlineNanos < 0) {
                defer(this);
            } else {
                settle(failure);
            }
        }

        void settle(@Nullable Exception failure) {
            release(cost);
            listener.appended(failure);
        }
    }

    void send(ProducerRecord<byte[], byte[]> message, int cost, AppendListener listener) {
        send(new Sending(message, cost, listener, System.nanoTime() + timeoutNanos));
    }

    /** As {@link #send}, but refused at once rather than late. */
    void sendNow(ProducerRecord<byte[], byte[]> message, int cost, AppendListener listener) {
        onTheirWay.addAndGet(cost);
        dispatch(new Sending(message, cost, listener, System.nanoTime()));
    }

    /** Tries again what was deferred. To be called now and then, by one thread. */
    void retry() {
        if (!anyDeferred) {
            return;
        }
        synchronized (deferred) {
            for (Deque<Sending> queue : deferred.values()) {
                retry(queue);
            }
            deferred.values().removeIf(Deque::isEmpty);
            anyDeferred = !deferred.isEmpty();
        }
    }

    /** How many partitions the topic has, 0 while that is not known; the question makes the producer find out. */
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

    /** Stops at once; what is still on its way fails. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        synchronized (deferred) {
            deferred.values()
                    .forEach(queue -> queue.forEach(sending -> sending.settle(new TimeoutException("closed"))));
            deferred.clear();
        }
    }

    private void send(Sending sending) {
        onTheirWay.addAndGet(sending.cost);
        if (anyDeferred && joinDeferred(sending)) {
            return;
        }
        dispatch(sending);
    }

    private void dispatch(Sending sending) {
        try {
            var unused = producer.send(sending.message, sending);
        } catch (KafkaException | IllegalStateException e) {
            sending.settle(e);
        }
    }

    /** From the oldest on, until one is deferred again: it then stands at the head as before. */
    private void retry(Deque<Sending> queue) {
        while (!queue.isEmpty()) {
            Sending oldest = queue.removeFirst();
            if (System.nanoTime() - oldest.deadlineNanos >= 0) {
                oldest.settle(new TimeoutException("the log does not know " + oldest.message.topic()));
                continue;
            }
            oldest.again = true;
            dispatch(oldest);
            if (queue.peekFirst() == oldest) {
                return;
            }
        }
    }

    private void defer(Sending sending) {
        synchronized (deferred) {
            Deque<Sending> queue = deferred.computeIfAbsent(sending.message.topic(), topic -> new ArrayDeque<>());
            if (sending.again) {
                queue.addFirst(sending);
            } else {
                queue.addLast(sending);
            }
            anyDeferred = true;
        }
    }

    /** Messages of a topic keep their order behind one that waits. */
    private boolean joinDeferred(Sending sending) {
        synchronized (deferred) {
            Deque<Sending> queue = deferred.get(sending.message.topic());
            if (queue == null || queue.isEmpty()) {
                return false;
            }
            queue.addLast(sending);
            return true;
        }
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
