package io.citywatch.alerts.statistics;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.GatewayStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums what the gateways have counted since a time. A gateway counts from its own start, so what it had counted before
 * that time is taken off; of a gateway that started later nothing is. Thread-safe.
 */
public final class GatewayCounters {
    /** A gateway says something each second; longer than this without a word of any and the way through the log is cut. */
    public static final Duration SILENT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayCounters.class);

    /**
     * Whether what devices say comes through the log.
     *
     * @param at when a gateway last said something that came through
     * @param stale true if that is too long ago
     */
    public record LogPath(Instant at, boolean stale) {}

    private record Boot(String gateway, String boot) {}

    private record Count(@Nullable GatewayStatus before, GatewayStatus newest) {
        long since(ToLongFunction<GatewayStatus> counter) {
            return counter.applyAsLong(newest) - (before == null ? 0 : counter.applyAsLong(before));
        }
    }

    private final Instant since;
    private final Map<Boot, Count> counts = new HashMap<>();
    private @Nullable Instant heardAt;

    public GatewayCounters(Instant since) {
        this.since = since;
    }

    /** Takes records of {@code gateway.status}, from the topic's beginning. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() == null) {
                continue;
            }
            Json.read(each.value(), GatewayStatus.class).fold(this::take, reason -> {
                LOG.warn("gateway.status {}-{}: not a status: {}", each.partition(), each.offset(), reason);
                return false;
            });
        }
    }

    private synchronized boolean take(GatewayStatus status) {
        if (heardAt == null || heardAt.isBefore(status.at())) {
            heardAt = status.at();
        }
        Boot boot = new Boot(status.gateway(), status.boot());
        Count known = counts.get(boot);
        if (status.at().isBefore(since)) {
            counts.put(boot, new Count(status, status));
        } else if (known == null || !status.at().isBefore(known.newest().at())) {
            counts.put(boot, new Count(known == null ? null : known.before(), status));
        }
        return true;
    }

    /** Device messages that the log has. */
    public synchronized long messages() {
        return counts.values().stream()
                .mapToLong(count -> count.since(GatewayStatus::messages))
                .sum();
    }

    /** Absent until a gateway said something. */
    public synchronized Optional<LogPath> logPath(Instant now) {
        return Optional.ofNullable(heardAt)
                .map(at -> new LogPath(at, Duration.between(at, now).compareTo(SILENT) > 0));
    }
}
