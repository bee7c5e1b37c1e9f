package io.citywatch.streaming;

import io.citywatch.model.log.LogTopic;
import io.citywatch.streaming.rules.RuleParameters;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The detection service's settings.
 *
 * @param bootstrapServers of the log, {@code host:port}, comma-separated
 * @param checkpointFolder where the job's state is kept over restarts; created if missing, used by one service alone
 * @param parallelism subtasks a step; not above the partitions of a telemetry topic, because a subtask that reads none
 *     would hold event time for all
 * @param checkpointInterval from one checkpoint to the next
 * @param bufferTimeout how long a record may wait for company between two steps; zero for not at all
 * @param rules the rules' numbers
 */
public record DetectionConfig(
        String bootstrapServers,
        Path checkpointFolder,
        int parallelism,
        Duration checkpointInterval,
        Duration bufferTimeout,
        RuleParameters rules) {
    public static final int DEFAULT_PARALLELISM = 1;
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    public static final Duration DEFAULT_BUFFER_TIMEOUT = Duration.ofMillis(1);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public DetectionConfig {
        int mostParallel = LogTopic.TELEMETRY_EVENTS.partitions();
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers: '' (expected: host:port)");
        }
        if (parallelism < 1 || parallelism > mostParallel) {
            throw new IllegalArgumentException("parallelism: " + parallelism + " (expected: 1-" + mostParallel + ")");
        }
        if (checkpointInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("checkpoint-interval: " + checkpointInterval + " (expected: "
                    + SHORTEST_INTERVAL.toMillis() + " ms or more)");
        }
        if (bufferTimeout.isNegative()) {
            throw new IllegalArgumentException("buffer-timeout: " + bufferTimeout + " (expected: zero or more)");
        }
    }

    /** All defaults. */
    public static DetectionConfig of(String bootstrapServers, Path checkpointFolder) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                DEFAULT_PARALLELISM,
                DEFAULT_CHECKPOINT_INTERVAL,
                DEFAULT_BUFFER_TIMEOUT,
                RuleParameters.DEFAULTS);
    }
}
