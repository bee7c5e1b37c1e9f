package io.citywatch.alerts.log;

import io.citywatch.alerts.store.Outages;
import io.citywatch.model.message.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records one by one. While the database is away the reader keeps the batch and gives it again; a record that
 * cannot be read, or that fails for itself, becomes a dead letter, so that nothing behind it waits.
 */
public final class EachRecord implements LogReader.Batch {
    /** Takes one record; when it returns, all of it is committed. May be given the same record again. */
    @FunctionalInterface
    public interface One {
        /** @return why it cannot be read, or empty if it was taken */
        Optional<String> take(ConsumerRecord<byte[], byte[]> message);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EachRecord.class);
    private static final int ATTEMPTS = 3;

    private final DeadLetters deadLetters;
    private final One one;

    public EachRecord(DeadLetters deadLetters, One one) {
        this.deadLetters = deadLetters;
        this.one = one;
    }

    @Override
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> message : records) {
            attempt(message).ifPresent(reason -> deadLetters.bury(letter(message, reason)));
        }
    }

    private Optional<String> attempt(ConsumerRecord<byte[], byte[]> message) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return one.take(message);
            } catch (RuntimeException e) {
                if (Outages.isOutage(e)) {
                    throw e;
                }
                LOG.warn(
                        "{}-{}@{}: failed, attempt {} of {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        attempt,
                        ATTEMPTS,
                        e);
            }
        }
        return Optional.of("failed " + ATTEMPTS + " times; the log of dispatch tells why");
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> message, String reason) {
        return new DeadLetter(
                message.key() == null ? "unknown" : new String(message.key(), StandardCharsets.UTF_8),
                message.topic(),
                reason,
                Instant.ofEpochMilli(message.timestamp()),
                message.value() == null ? new byte[0] : message.value());
    }
}
