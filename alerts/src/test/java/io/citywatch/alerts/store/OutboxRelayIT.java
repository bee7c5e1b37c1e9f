package io.citywatch.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay sends again after a failure. */
class OutboxRelayIT {
    private final Database database = TestPostgres.open();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sendsEverythingFromTheFirstFailureOnAgainSoThatTheNewestOfAKeyStaysTheLast() throws InterruptedException {
        owe("key-1", "a");
        owe("key-2", "old");
        owe("key-2", "new");
        owe("key-3", "b");
        Refusing sender = new Refusing("old", new TimeoutException("no answer"));

        OutboxRelay relay = OutboxRelay.start(database, sender);
        assertThat(sender.taken(6)).containsExactly("a", "new", "b", "old", "new", "b");
        relay.close();

        assertThat(left()).isEmpty();
    }

    @Test
    void dropsWhatTheLogWillNeverTake() throws InterruptedException {
        owe("key-1", "huge");
        owe("key-1", "small");
        Refusing sender = new Refusing("huge", new RecordTooLargeException());

        try (OutboxRelay relay = OutboxRelay.start(database, sender)) {
            assertThat(sender.taken(1)).containsExactly("small");
            assertThat(relay.isHealthy()).isTrue();
        }

        assertThat(left()).isEmpty();
    }

    private void owe(String key, String value) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO outbox (topic, key, value) VALUES ('COMMANDS', ?, ?)",
                        key,
                        value.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> left() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT key FROM outbox ORDER BY id")
                        .mapTo(String.class)
                        .list());
    }

    /** Refuses one value once and takes everything else. */
    private static final class Refusing extends MockProducer<byte[], byte[]> {
        private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        private final String refused;
        private final RuntimeException failure;
        private boolean done;

        Refusing(String refused, RuntimeException failure) {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.refused = refused;
            this.failure = failure;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
            String text = new String(message.value(), StandardCharsets.UTF_8);
            if (text.equals(refused) && !done) {
                done = true;
                return CompletableFuture.failedFuture(failure);
            }
            taken.add(text);
            return super.send(message);
        }

        /** The first that were taken, in order. */
        List<String> taken(int count) throws InterruptedException {
            List<String> first = new ArrayList<>();
            while (first.size() < count) {
                first.add(String.valueOf(taken.poll(20, TimeUnit.SECONDS)));
            }
            return first;
        }
    }
}
