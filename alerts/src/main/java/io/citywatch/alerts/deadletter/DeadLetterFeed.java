package io.citywatch.alerts.deadletter;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes dead letters out of the log into the store. */
public final class DeadLetterFeed {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFeed.class);

    private final DeadLetterStore store;

    public DeadLetterFeed(DeadLetterStore store) {
        this.store = store;
    }

    /** Takes records of {@code dead-letters}; idempotent by their place in the log. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        List<DeadLetterStore.Sourced> letters = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() == null) {
                continue;
            }
            Json.read(each.value(), DeadLetter.class)
                    .fold(
                            letter -> letters.add(new DeadLetterStore.Sourced(letter, each.partition(), each.offset())),
                            reason -> {
                                LOG.warn(
                                        "dead-letters {}-{}: not a dead letter: {}",
                                        each.partition(),
                                        each.offset(),
                                        reason);
                                return false;
                            });
        }
        if (!letters.isEmpty()) {
            store.write(letters);
        }
    }
}
