package io.citywatch.standalone.score;

import io.citywatch.model.log.LogTopic;
import io.citywatch.model.log.Pulse;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.standalone.streams.LogReader;
import io.citywatch.standalone.streams.LogWriter;
import io.citywatch.streaming.io.LogEvent;
import io.citywatch.streaming.io.RegistryRecord;
import io.citywatch.streaming.replay.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a city that lives, some times faster: its messages go into the log in the order of their receipt, with
 * a pulse a second, as gateways write them. Where the job is away, the city waits once it is two minutes ahead, so that
 * an outage is as long as it would be in a city at its own pace.
 */
final class RecordedCity implements AutoCloseable {
    private static final String GATEWAY = "replay";
    private static final long MOST_AHEAD_MILLIS = Duration.ofMinutes(2).toMillis();
    private static final long STEP_MILLIS = 100;
    private static final long LONGEST_NUDGE_MILLIS = 999;
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Recording recording;
    private final double speed;
    private final LogWriter log;
    private final LogReader<DetectionStatus> status;
    private long messages;
    private long pulseAt;

    RecordedCity(Recording recording, double speed, String bootstrapServers) {
        this.recording = recording;
        this.speed = speed;
        byRecordedTime(bootstrapServers);
        this.log = new LogWriter(bootstrapServers);
        this.status = new LogReader<>(bootstrapServers, LogTopic.DETECTION_STATUS, DetectionStatus.class);
    }

    /** A record is logged when its message was received, months ago; and no power is cut here, so nothing is flushed. */
    private static void byRecordedTime(String bootstrapServers) {
        List<AlterConfigOp> settings = Stream.of(
                        Map.entry("message.timestamp.type", "CreateTime"),
                        Map.entry("retention.ms", "-1"),
                        Map.entry("cleanup.policy", "delete"),
                        Map.entry("flush.messages", Long.toString(Long.MAX_VALUE)))
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (LogTopic topic : List.of(
                    LogTopic.TELEMETRY_BULK,
                    LogTopic.TELEMETRY_EVENTS,
                    LogTopic.REGISTRY_DEVICES,
                    LogTopic.REGISTRY_ELDERS,
                    LogTopic.REGISTRY_VEHICLES,
                    LogTopic.REGISTRY_STOLEN,
                    LogTopic.DEAD_LETTERS)) {
                admin.incrementalAlterConfigs(
                                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()), settings))
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** How many messages it had. */
    long messages() {
        return messages;
    }

    /**
     * Lives until everything that was recorded was judged.
     *
     * @param moments what happens meanwhile, by the share of the recording that is over
     */
    void live(List<Moment> moments) {
        List<Moment> left = new ArrayList<>(moments);
        long first = recording.first().toEpochMilli();
        long last = recording.last().toEpochMilli();
        long end = last + Recording.AFTER.toMillis();
        Due<LogEvent> events = new Due<>(recording.events(), LogEvent::at);
        Due<LogEvent> bulk = new Due<>(recording.bulk(), LogEvent::at);
        List<Due<Entry>> entries =
                List.of(new Due<>(entries().iterator(), entry -> entry.record().loggedAt()));
        entries.get(0).until(first).forEach(this::write);
        log.flush();
        pulseAt = first - 10_000;
        pulse(pulseAt);
        awaitJudged(pulseAt - 1_000);
        long began = System.nanoTime();
        long waited = 0;
        for (long now = first; now <= end; now += STEP_MILLIS) {
            entries.get(0).until(now).forEach(this::write);
            events.until(now).forEach(this::write);
            bulk.until(now).forEach(this::write);
            while (pulseAt + 1_000 <= now) {
                pulseAt += 1_000;
                pulse(pulseAt);
            }
            double over = (double) (now - first) / (last - first);
            while (!left.isEmpty() && over >= left.get(0).share()) {
                left.remove(0).act().run();
            }
            long due = began + waited + (long) ((now - first) * 1e6 / speed);
            if (now <= last) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (now <= last && now % 1_000 < STEP_MILLIS && now - judged() > MOST_AHEAD_MILLIS) {
                long from = System.nanoTime();
                awaitJudged(now - MOST_AHEAD_MILLIS);
                waited += System.nanoTime() - from;
            }
        }
        awaitJudged(end - 2_000);
    }

    /** Something that happens to the platform. */
    record Moment(double share, Runnable act) {}

    private record Entry(LogTopic topic, RegistryRecord record) {}

    private List<Entry> entries() {
        return Stream.of(
                        of(LogTopic.REGISTRY_DEVICES, recording.devices()),
                        of(LogTopic.REGISTRY_ELDERS, recording.elders()),
                        of(LogTopic.REGISTRY_VEHICLES, recording.vehicles()),
                        of(LogTopic.REGISTRY_STOLEN, recording.stolen()),
                        of(LogTopic.DEAD_LETTERS, recording.deadLetters()))
                .flatMap(entries -> entries)
                .sorted(Comparator.comparingLong(entry -> entry.record().loggedAt()))
                .toList();
    }

    private static Stream<Entry> of(LogTopic topic, List<RegistryRecord> records) {
        return records.stream().map(record -> new Entry(topic, record));
    }

    private void write(Entry entry) {
        log.entry(
                entry.topic(),
                entry.record().key(),
                entry.record().value(),
                entry.record().loggedAt());
    }

    private void write(LogEvent event) {
        messages++;
        log.message(event.message(), event.at());
    }

    private void pulse(long at) {
        log.pulse(new Pulse(GATEWAY, GATEWAY, Instant.ofEpochMilli(at)), at);
    }

    private long judged() {
        List<DetectionStatus> all = status.read();
        return all.isEmpty()
                ? Long.MIN_VALUE
                : all.get(all.size() - 1).eventTime().toEpochMilli();
    }

    /** The job says how far it is when time moves, and not more than once a second: so it moves a little all the time. */
    private void awaitJudged(long time) {
        long late = System.nanoTime() + PATIENCE.toNanos();
        for (long nudge = 1; judged() < time; nudge++) {
            if (System.nanoTime() > late) {
                throw new AssertionError("judged up to " + Instant.ofEpochMilli(judged()) + " within " + PATIENCE
                        + " (expected: " + Instant.ofEpochMilli(time) + ")");
            }
            pulse(pulseAt + Math.min(nudge, LONGEST_NUDGE_MILLIS));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        log.close();
        status.close();
    }

    /** What is due of something that stands in the order of its times. */
    private static final class Due<T> {
        private final Iterator<T> all;
        private final ToLongFunction<T> time;
        private @Nullable T next;

        private Due(Iterator<T> all, ToLongFunction<T> time) {
            this.all = all;
            this.time = time;
            this.next = all.hasNext() ? all.next() : null;
        }

        private List<T> until(long now) {
            List<T> due = new ArrayList<>();
            for (T one = next; one != null && time.applyAsLong(one) <= now; one = next) {
                due.add(one);
                next = all.hasNext() ? all.next() : null;
            }
            return due;
        }
    }
}
