package io.citywatch.alerts.statistics;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.DetectionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the detection job has come, as it says itself through the log. Thread-safe. */
public final class DetectionProgress {
    /** The job says something each second; longer than this without a word and it is stale. */
    public static final Duration SILENT = Duration.ofSeconds(15);
    /** So far behind, what it detects comes too late. */
    public static final Duration BEHIND = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(DetectionProgress.class);

    /**
     * What the statistics show.
     *
     * @param eventTime everything received before was judged
     * @param at when the job said so
     * @param lagMillis how far it was behind then
     */
    public record Progress(Instant eventTime, Instant at, long lagMillis) {}

    private final Clock clock;
    private volatile @Nullable DetectionStatus newest;

    public DetectionProgress(Clock clock) {
        this.clock = clock;
    }

    /** Takes records of {@code detection.status}. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() != null) {
                Json.read(each.value(), DetectionStatus.class).fold(this::take, reason -> {
                    LOG.warn("detection.status {}-{}: not a status: {}", each.partition(), each.offset(), reason);
                    return false;
                });
            }
        }
    }

    private boolean take(DetectionStatus status) {
        DetectionStatus known = newest;
        if (known == null || !status.at().isBefore(known.at())) {
            newest = status;
        }
        return true;
    }

    /** Empty until the job said something. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(newest)
                .map(status -> new Progress(
                        status.eventTime(), status.at(), Math.max(0, millis(status.eventTime(), status.at()))));
    }

    /** Why nobody should rely on detections now; empty if they come in time. */
    public Optional<String> problem() {
        DetectionStatus status = newest;
        if (status == null) {
            return Optional.of("detection: has said nothing yet (expected: a status each second)");
        }
        Instant now = clock.instant();
        long silent = millis(status.at(), now);
        if (silent > SILENT.toMillis()) {
            return Optional.of(
                    "detection: silent for " + silent / 1_000 + " s (expected: at most " + SILENT.toSeconds() + " s)");
        }
        long behind = millis(status.eventTime(), now);
        if (behind > BEHIND.toMillis()) {
            return Optional.of(
                    "detection: " + behind / 1_000 + " s behind (expected: at most " + BEHIND.toSeconds() + " s)");
        }
        return Optional.empty();
    }

    /** Seconds between now and the event time; not a number until the job said something. */
    public double lagSeconds() {
        DetectionStatus status = newest;
        return status == null ? Double.NaN : millis(status.eventTime(), clock.instant()) / 1_000.0;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
