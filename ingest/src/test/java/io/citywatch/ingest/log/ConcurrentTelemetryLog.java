package io.citywatch.ingest.log;

import io.citywatch.model.json.Json;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.message.GatewayAudit;
import io.citywatch.model.telemetry.Lane;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A log for tests with real sockets: it takes what comes from any thread at once, unless it is away. */
public final class ConcurrentTelemetryLog implements TelemetryLog {
    private final Queue<LogEntry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> waitingForRoom = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> waitingForTheLog = new ConcurrentLinkedQueue<>();
    private volatile boolean away;

    /** Takes nothing and has no room until it is back. */
    public void leave() {
        away = true;
    }

    public void comeBack() {
        away = false;
        drain(waitingForTheLog);
        drain(waitingForRoom);
    }

    public List<LogEntry> entries(LogTopic topic) {
        return entries.stream().filter(entry -> entry.topic() == topic).toList();
    }

    public List<GatewayAudit> audits() {
        return entries(LogTopic.GATEWAY_AUDIT).stream()
                .map(entry -> Json.read(entry.value(), GatewayAudit.class).fold(value -> value, reason -> {
                    throw new AssertionError(reason);
                }))
                .toList();
    }

    @Override
    public void append(LogEntry entry, AppendListener listener) {
        Runnable taken = () -> {
            entries.add(entry);
            listener.appended(null);
        };
        if (away) {
            waitingForTheLog.add(taken);
            return;
        }
        taken.run();
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public boolean hasRoom(Lane lane) {
        return !away;
    }

    @Override
    public void whenRoom(Lane lane, Runnable task) {
        if (away) {
            waitingForRoom.add(task);
            return;
        }
        task.run();
    }

    private static void drain(Queue<Runnable> tasks) {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }
}
