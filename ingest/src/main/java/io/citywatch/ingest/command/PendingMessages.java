package io.citywatch.ingest.command;

import io.citywatch.model.Decoded;
import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.PendingMessage;
import io.citywatch.model.message.Receipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All messages that the platform owes to clients, as the log says: the highest revision of each id until it is
 * acknowledged, settled or past its time. Receipts of every gateway count, so that a restart sends nothing again.
 * Thread-safe.
 */
public final class PendingMessages {
    private static final Logger LOG = LoggerFactory.getLogger(PendingMessages.class);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Consumer<PendingMessage> changed;
    private final Clock clock;
    private volatile boolean complete;
    private Instant sweptAt;

    /** @param changed hears of each message that is new, changed or settled */
    public PendingMessages(Consumer<PendingMessage> changed, Clock clock) {
        this.changed = changed;
        this.clock = clock;
        this.sweptAt = clock.instant();
    }

    /** Everything that the log held was read: from now on what is long over may be forgotten. */
    public void completed() {
        complete = true;
    }

    /** Takes a record of the topics of commands and receipts. */
    public void take(ConsumerRecord<byte[], byte[]> message) {
        if (complete) {
            sweepNowAndThen();
        }
        byte[] value = message.value();
        if (value == null) {
            return;
        }
        if (message.topic().equals(LogTopic.RECEIPTS.topicName())) {
            take(message, Json.read(value, Receipt.class), this::take);
        } else {
            take(message, Json.read(value, PendingMessage.class), this::take);
        }
    }

    public void take(PendingMessage message) {
        if (mailbox(message.recipient()).take(message)) {
            changed.accept(message);
        }
    }

    public void take(Receipt receipt) {
        mailbox(receipt.recipient()).acknowledge(receipt.id(), receipt.revision(), receipt.at());
    }

    /** What is owed to this client now. */
    public List<PendingMessage> due(String client, Instant now) {
        Mailbox mailbox = mailboxes.get(client);
        return mailbox == null ? List.of() : mailbox.due(now);
    }

    /** Notes that it is about to be sent; true if this revision was sent before. */
    public boolean attempt(PendingMessage message) {
        return mailbox(message.recipient()).attempt(message.id(), message.revision());
    }

    /** The client has it. */
    public void acknowledge(PendingMessage message, Instant now) {
        mailbox(message.recipient()).acknowledge(message.id(), message.revision(), now);
    }

    /** Memory grows with what arrives, so that is when to look for what is over. */
    private void sweepNowAndThen() {
        Instant now = clock.instant();
        if (Duration.between(sweptAt, now).compareTo(SWEEP_INTERVAL) >= 0) {
            mailboxes.values().removeIf(mailbox -> mailbox.sweep(now));
            sweptAt = now;
        }
    }

    private Mailbox mailbox(String client) {
        return mailboxes.computeIfAbsent(client, unknown -> new Mailbox());
    }

    private static <T> void take(ConsumerRecord<byte[], byte[]> message, Decoded<T> decoded, Consumer<T> taker) {
        if (decoded instanceof Decoded.Valid<T> valid) {
            taker.accept(valid.value());
            return;
        }
        LOG.warn(
                "record {} of {}-{} is unreadable, skipped: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                decoded.fold(value -> "", reason -> reason));
    }
}
