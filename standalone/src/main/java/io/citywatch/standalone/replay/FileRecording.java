package io.citywatch.standalone.replay;

import io.citywatch.ingest.log.LogEntry;
import io.citywatch.model.log.LogTopic;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.replay.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recorded telemetry and its registry, in files. The telemetry is read three times, once to count and to check and once
 * a lane, and never held: a recording may be larger than memory.
 */
final class FileRecording implements Recording, AutoCloseable {
    private final Path telemetry;
    private final RecordedRegistry registry;
    private final List<ReplayReport.BadLine> badLines = new ArrayList<>();
    private final List<RegistryRecord> deadLetters = new ArrayList<>();
    private final List<RecordedTelemetry> open = new ArrayList<>();
    private long messages;
    private @Nullable Instant first;
    private @Nullable Instant last;

    private FileRecording(Path telemetry, RecordedRegistry registry) {
        this.telemetry = telemetry;
        this.registry = registry;
    }

    /**
     * @throws BadRecording if there is no message at all
     * @throws IOException if the file cannot be read
     */
    static FileRecording check(Path telemetry, RecordedRegistry registry) throws IOException {
        FileRecording recording = new FileRecording(telemetry, registry);
        try (RecordedTelemetry messages = RecordedTelemetry.open(telemetry, registry.clients())) {
            for (Optional<RecordedMessage> next = messages.next(); next.isPresent(); next = messages.next()) {
                recording.count(next.get());
            }
        }
        if (recording.first == null) {
            throw new BadRecording(telemetry + ": no line says when it was received (expected: JSON lines of topic,"
                    + " receivedAt and payload)"
                    + recording.badLines.stream()
                            .findFirst()
                            .map(bad -> "; line " + bad.line() + ": " + bad.reason())
                            .orElse(""));
        }
        return recording;
    }

    private void count(RecordedMessage message) {
        messages++;
        if (message.fault() != null) {
            badLines.add(new ReplayReport.BadLine(message.line(), message.fault()));
        }
        Instant receivedAt = message.receivedAt();
        if (receivedAt == null) {
            return;
        }
        first = first == null ? receivedAt : first;
        last = receivedAt;
        LogEntry entry = message.entry();
        if (entry != null && entry.topic() == LogTopic.DEAD_LETTERS) {
            deadLetters.add(new RegistryRecord(
                    new String(entry.key(), StandardCharsets.UTF_8), entry.value(), receivedAt.toEpochMilli()));
        }
    }

    long messages() {
        return messages;
    }

    List<ReplayReport.BadLine> badLines() {
        return badLines;
    }

    @Override
    public Instant first() {
        return known(first);
    }

    @Override
    public Instant last() {
        return known(last);
    }

    private static Instant known(@Nullable Instant time) {
        if (time == null) {
            throw new IllegalStateException("no message (expected: one that was checked)");
        }
        return time;
    }

    @Override
    public Iterator<LogEvent> events() {
        return lane(Lane.EMERGENCY);
    }

    @Override
    public Iterator<LogEvent> bulk() {
        return lane(Lane.BULK);
    }

    @Override
    public List<RegistryRecord> devices() {
        return registry.devices();
    }

    @Override
    public List<RegistryRecord> areas() {
        return registry.areas();
    }

    @Override
    public List<RegistryRecord> elders() {
        return registry.elders();
    }

    @Override
    public List<RegistryRecord> vehicles() {
        return registry.vehicles();
    }

    @Override
    public List<RegistryRecord> stolen() {
        return registry.stolen();
    }

    @Override
    public List<RegistryRecord> deadLetters() {
        return deadLetters;
    }

    private Iterator<LogEvent> lane(Lane lane) {
        try {
            RecordedTelemetry lines = RecordedTelemetry.open(telemetry, registry.clients());
            synchronized (open) {
                open.add(lines);
            }
            return new LaneIterator(lines, LogTopic.of(lane));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The messages of one lane. */
    private static final class LaneIterator implements Iterator<LogEvent> {
        private final RecordedTelemetry lines;
        private final LogTopic topic;
        private @Nullable LogEvent next;

        LaneIterator(RecordedTelemetry lines, LogTopic topic) {
            this.lines = lines;
            this.topic = topic;
            this.next = find();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public LogEvent next() {
            LogEvent found = next;
            if (found == null) {
                throw new NoSuchElementException();
            }
            next = find();
            return found;
        }

        private @Nullable LogEvent find() {
            try {
                for (Optional<RecordedMessage> line = lines.next(); line.isPresent(); line = lines.next()) {
                    LogEntry entry = line.get().entry();
                    Instant receivedAt = line.get().receivedAt();
                    if (entry != null && receivedAt != null && entry.topic() == topic) {
                        return GatewayChecks.event(entry, receivedAt);
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (open) {
            for (RecordedTelemetry lines : open) {
                lines.close();
            }
        }
    }
}
