package io.citywatch.ingest.log;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;

/** A log that settles an append when the test says so; records of the gateway itself it takes at once. */
public final class FakeTelemetryLog implements TelemetryLog {
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<AppendListener> waiting = new ArrayList<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>();
    private boolean immediate = true;
    private boolean room = true;

    /** From now on appends of client messages wait for {@link #settle}. */
    public void hold() {
        immediate = false;
    }

    /** The log has the message that was appended as number {@code index} since it held. */
    public void settle(int index) {
        waiting.get(index).appended(null);
    }

    public void fail(int index) {
        waiting.get(index).appended(new IllegalStateException("no log"));
    }

    public void full() {
        room = false;
    }

    public void makeRoom() {
        room = true;
        waitingForRoom.forEach(Runnable::run);
        waitingForRoom.clear();
    }

    public synchronized List<LogEntry> entries(LogTopic topic) {
        return entries.stream().filter(entry -> entry.topic() == topic).toList();
    }

    /** A device's message as readers of the log see it, out of a record that holds no other. */
    public static LogRecord read(LogEntry entry) {
        List<LogRecord> messages = messages(entry);
        if (messages.size() != 1) {
            throw new AssertionError(messages.size() + " messages in the record (expected: 1)");
        }
        return messages.get(0);
    }

    /** Each message of a pack on its own. */
    public static List<LogRecord> messages(LogEntry entry) {
        Map<String, byte[]> headers = entry.headers().stream().collect(Collectors.toMap(Header::key, Header::value));
        return LogRecord.readAll(headers::get, 0, entry.value()).stream()
                .map(message -> message.fold(record -> record, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }

    @Override
    public synchronized void append(LogEntry entry, AppendListener listener) {
        entries.add(entry);
        boolean own = entry.topic() == LogTopic.GATEWAY_AUDIT
                || entry.topic() == LogTopic.DEVICE_PRESENCE
                || entry.topic() == LogTopic.RECEIPTS;
        if (immediate || own) {
            listener.appended(null);
        } else {
            waiting.add(listener);
        }
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public boolean hasRoom(Lane lane) {
        return room;
    }

    @Override
    public void whenRoom(Lane lane, Runnable task) {
        waitingForRoom.add(task);
    }
}
