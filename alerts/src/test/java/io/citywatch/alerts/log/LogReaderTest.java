package io.citywatch.alerts.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.log.LogTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the log may do to a reader; none of it ends the reader. */
class LogReaderTest {
    private static final LogTopic TOPIC = LogTopic.OFFER_ANSWERS;
    private static final TopicPartition FIRST = new TopicPartition(TOPIC.topicName(), 0);

    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final Queue<Scripted> consumers = new ConcurrentLinkedQueue<>();

    @Test
    void outlivesEveryFailureOfACommit() throws InterruptedException {
        Scripted only = grouped();
        only.commits.addAll(List.of(
                new TimeoutException("no answer"),
                new CommitFailedException(),
                new RebalanceInProgressException("wait")));
        only.at(0, "one").at(1, "two");

        try (LogReader reader = start(true)) {
            assertThat(next()).isEqualTo("one");
            assertThat(next()).isEqualTo("two");
            assertThat(only.committed()).isEqualTo(2);
            assertThat(reader.isAlive()).isTrue();
        }
        assertThat(only.closed()).isTrue();
    }

    @Test
    void readsOnAfterAPollThatMayBeTriedAgain() throws InterruptedException {
        grouped().failing(new TimeoutException("no answer")).at(0, "one");

        try (LogReader reader = start(true)) {
            assertThat(next()).isEqualTo("one");
            assertThat(reader.isAlive()).isTrue();
        }
    }

    @Test
    void takesANewConsumerWhenOneIsPastHelp() throws InterruptedException {
        Scripted broken = grouped().at(0, "one").failing(new KafkaException("broken"));
        Scripted interrupted = grouped();
        interrupted.schedulePollTask(() -> {
            throw new InterruptException("by nobody");
        });
        Scripted uncommitting = grouped().at(1, "two");
        uncommitting.commits.add(new IllegalStateException("fenced"));
        grouped().at(2, "three");

        LogReader reader = start(true);
        assertThat(next()).isEqualTo("one");
        assertThat(next()).isEqualTo("two");
        assertThat(next()).isEqualTo("three");
        assertThat(List.of(broken, interrupted, uncommitting)).allMatch(MockConsumer::closed);
        assertThat(reader.isAlive()).isTrue();
        reader.close();
        assertThat(reader.isAlive()).isFalse();
    }

    @Test
    void goesOnWhereItWasWhenItReadsAWholeTopic() throws InterruptedException {
        alone().at(0, "one").failing(new KafkaException("broken"));
        alone().having("one", 0).having("two", 1);

        try (LogReader reader = start(false)) {
            assertThat(next()).isEqualTo("one");
            assertThat(next()).isEqualTo("two");
            assertThat(reader.isAlive()).isTrue();
        }
    }

    private LogReader start(boolean grouped) {
        return LogReader.start(
                TOPIC,
                grouped,
                records -> records.forEach(each -> taken.add(new String(each.value(), StandardCharsets.UTF_8))),
                consumers::remove);
    }

    private String next() throws InterruptedException {
        return taken.poll(20, TimeUnit.SECONDS);
    }

    private Scripted grouped() {
        Scripted scripted = new Scripted();
        scripted.schedulePollTask(() -> scripted.rebalance(List.of(FIRST)));
        consumers.add(scripted);
        return scripted;
    }

    private Scripted alone() {
        Scripted scripted = new Scripted();
        consumers.add(scripted);
        return scripted;
    }

    /** A consumer whose polls and commits go as written. */
    private static final class Scripted extends MockConsumer<byte[], byte[]> {
        final Deque<RuntimeException> commits = new ArrayDeque<>();
        private final BlockingQueue<Long> committed = new LinkedBlockingQueue<>();

        Scripted() {
            super("earliest");
            for (int partition = 0; partition < TOPIC.partitions(); partition++) {
                updateBeginningOffsets(Map.of(new TopicPartition(TOPIC.topicName(), partition), 0L));
            }
        }

        /** The next poll finds it. */
        Scripted at(long offset, String text) {
            schedulePollTask(() -> having(text, offset));
            return this;
        }

        Scripted having(String text, long offset) {
            if (assignment().isEmpty()) {
                schedulePollTask(() -> having(text, offset));
            } else {
                addRecord(new ConsumerRecord<>(
                        FIRST.topic(), FIRST.partition(), offset, null, text.getBytes(StandardCharsets.UTF_8)));
            }
            return this;
        }

        /** The next poll fails. */
        Scripted failing(KafkaException failure) {
            schedulePollTask(() -> setPollException(failure));
            return this;
        }

        @Override
        public synchronized void commitSync() {
            RuntimeException failure = commits.poll();
            if (failure != null) {
                throw failure;
            }
            super.commitSync();
            committed.add(position(FIRST));
        }

        /** Waits until nothing is owed. */
        long committed() throws InterruptedException {
            Long offset = committed.poll(20, TimeUnit.SECONDS);
            return offset == null ? -1 : offset;
        }
    }
}
