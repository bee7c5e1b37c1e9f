package io.citywatch.alerts.store;

import io.citywatch.model.log.LogTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what committed transactions owe to the log, in the order of the outbox, at least once. One thread, woken by
 * each commit; polling only recovers. Of several processes one relays at a time (an advisory lock), so the order holds.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int BATCH = 500;
    private static final long LOCK = 0x6f7574626f78L;

    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Row(
            long id, LogTopic topic, String key, @Nullable Integer partition, byte @Nullable [] value) {}

    private final Database database;
    private final Producer<byte[], byte[]> producer;
    private final Semaphore wake = new Semaphore(0);
    private final Runnable listener = wake::release;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean healthy = true;

    private OutboxRelay(Database database, Producer<byte[], byte[]> producer) {
        this.database = database;
        this.producer = producer;
        this.thread = new Thread(this::run, "outbox-relay");
        thread.setDaemon(true);
    }

    /** How many messages are owed to the log. */
    public static long depth(Database database) {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT count(*) FROM outbox")
                        .mapTo(Long.class)
                        .one());
    }

    /** Starts relaying to the log at the given address. */
    public static OutboxRelay start(Database database, String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "outbox-relay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                20_000);
        return start(database, new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** @param producer closed with the relay */
    static OutboxRelay start(Database database, Producer<byte[], byte[]> producer) {
        OutboxRelay relay = new OutboxRelay(database, producer);
        database.onOutbox(relay.listener);
        relay.thread.start();
        return relay;
    }

    /** False while the last round failed. */
    public boolean isHealthy() {
        return healthy && thread.isAlive();
    }

    private void run() {
        while (!closed) {
            try {
                int sent = relayBatch();
                if (!healthy) {
                    LOG.info("outbox: relaying again");
                    healthy = true;
                }
                if (sent < BATCH) {
                    pause(POLL);
                }
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                if (healthy) {
                    LOG.warn("outbox: cannot relay, trying again each {} ms: {}", RETRY.toMillis(), e.toString());
                    healthy = false;
                }
                pause(RETRY);
            }
        }
    }

    private void pause(Duration most) {
        try {
            if (wake.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private int relayBatch() {
        return database.jdbi().inTransaction(handle -> {
            // Without waiting for the disk: a delete that is lost with the power only sends its row again.
            handle.execute("SET LOCAL synchronous_commit = off");
            boolean alone = handle.select("SELECT pg_try_advisory_xact_lock(?)", LOCK)
                    .mapTo(Boolean.class)
                    .one();
            return alone ? send(handle) : 0;
        });
    }

    private int send(Handle handle) {
        List<Row> rows = handle.createQuery(
                        "SELECT id, topic, key, partition, value FROM outbox ORDER BY id LIMIT :most")
                .bind("most", BATCH)
                .map((result, context) -> new Row(
                        result.getLong("id"),
                        LogTopic.valueOf(result.getString("topic")),
                        result.getString("key"),
                        result.getObject("partition", Integer.class),
                        result.getBytes("value")))
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        List<Future<RecordMetadata>> sends = new ArrayList<>(rows.size());
        for (Row row : rows) {
            sends.add(producer.send(new ProducerRecord<>(
                    row.topic().topicName(),
                    row.partition(),
                    row.key().getBytes(StandardCharsets.UTF_8),
                    row.value())));
        }
        List<Long> done = new ArrayList<>(rows.size());
        RuntimeException failure = await(rows, sends, done);
        if (!done.isEmpty()) {
            handle.createUpdate("DELETE FROM outbox WHERE id = ANY(:ids)")
                    .bindArray("ids", Long.class, done)
                    .execute();
        }
        if (failure != null) {
            // What was acknowledged stays deleted: the commit is asked for here, before the failure is reported.
            handle.commit();
            throw failure;
        }
        return rows.size();
    }

    /**
     * Done is what stands before the first failure. What stands behind it is sent again even if the log took it, so
     * that the newest of a key stays the last.
     */
    private static @Nullable RuntimeException await(
            List<Row> rows, List<Future<RecordMetadata>> sends, List<Long> done) {
        RuntimeException failure = null;
        for (int i = 0; i < sends.size(); i++) {
            try {
                sends.get(i).get();
                if (failure == null) {
                    done.add(rows.get(i).id());
                }
            } catch (ExecutionException e) {
                if (failure != null) {
                    continue;
                }
                if (e.getCause() instanceof RecordTooLargeException) {
                    LOG.error(
                            "outbox: {} {} is too large for the log and was dropped",
                            rows.get(i).topic(),
                            rows.get(i).key());
                    done.add(rows.get(i).id());
                } else {
                    failure = new IllegalStateException(
                            "outbox: the log refused " + rows.get(i).topic(), e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new IllegalStateException("outbox: interrupted", e);
            }
        }
        return failure;
    }

    /** Stops after the round that is under way; what is left in the outbox is sent after the next start. */
    @Override
    public void close() {
        closed = true;
        database.removeOutboxListener(listener);
        wake.release();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
