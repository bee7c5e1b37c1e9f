package io.citywatch.alerts.store;

import io.citywatch.model.log.LogTopic;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction: its connection, the messages that it owes to the log, and what to do once it is committed. Used
 * by one thread; of no use after the work returns.
 */
public final class Transaction {
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    private record Message(
            LogTopic topic, String key, @Nullable Integer partition, byte @Nullable [] value) {}

    private final Handle handle;
    private final List<Message> messages = new ArrayList<>();
    private final List<Runnable> hooks = new ArrayList<>();

    Transaction(Handle handle) {
        this.handle = handle;
    }

    public Handle handle() {
        return handle;
    }

    /** Runs the hook after the commit, in the calling thread, in the order of registration; never after a rollback. */
    public void afterCommit(Runnable hook) {
        hooks.add(hook);
    }

    /**
     * Owes a record to the log: it is sent if and only if this transaction commits, at least once, after the records of
     * earlier transactions that held the same locks.
     *
     * @param partition null for the log's default by key
     * @param value null for a tombstone
     */
    public void append(LogTopic topic, String key, @Nullable Integer partition, byte @Nullable [] value) {
        messages.add(new Message(topic, key, partition, value));
    }

    /** Writes what is owed; the ids are drawn here, at the end, while every lock of the work is held. */
    boolean writeOutbox() {
        if (messages.isEmpty()) {
            return false;
        }
        try (PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO outbox (topic, key, partition, value) VALUES (:topic, :key, :partition, :value)")) {
            for (Message message : messages) {
                batch.bind("topic", message.topic().name())
                        .bind("key", message.key())
                        .bind("partition", message.partition())
                        .bind("value", message.value())
                        .add();
            }
            batch.execute();
        }
        return true;
    }

    List<Runnable> hooks() {
        return hooks;
    }
}
