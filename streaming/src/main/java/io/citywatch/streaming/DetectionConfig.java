package io.citywatch.streaming;

import io.citywatch.model.log.LogTopic;
import io.citywatch.streaming.cluster.FlinkCluster;
import io.citywatch.streaming.history.HistoryTarget;
import io.citywatch.streaming.rules.RuleParameters;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The detection service's settings.
 *
 * @param bootstrapServers of the log, {@code host:port}, comma-separated
 * @param checkpointFolder where the jobs' state is kept over restarts, a folder each below it; created if missing, used
 *     by one service alone. A Flink cluster outside and this process must both reach it
 * @param parallelism subtasks a step of detection; not above the partitions of a telemetry topic, because a subtask
 *     that reads none would hold event time for all
 * @param checkpointInterval from one checkpoint to the next
 * @param bufferTimeout how long a measurement or a record of a registry may wait for company between two steps; zero
 *     for not at all. An alarm never waits
 * @param rules the rules' numbers
 * @param roadsFile the city's streets, as OpenStreetMap has them ({@code .osm}, {@code .osm.gz}, {@code .osm.pbf}); without
 *     it distances are as the crow flies, and nobody is told to ride the wrong way
 * @param history where telemetry is kept; null for nowhere, then the history job is not started
 * @param flink the cluster that runs the jobs; null for one inside this JVM
 */
public record DetectionConfig(
        String bootstrapServers,
        URI checkpointFolder,
        int parallelism,
        Duration checkpointInterval,
        Duration bufferTimeout,
        RuleParameters rules,
        @Nullable Path roadsFile,
        @Nullable HistoryTarget history,
        @Nullable FlinkCluster flink) {
    public static final int DEFAULT_PARALLELISM = 1;
    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
    public static final Duration DEFAULT_BUFFER_TIMEOUT = Duration.ofMillis(20);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** @throws IllegalArgumentException naming the setting, its value and the expectation */
    public DetectionConfig {
        int mostParallel = LogTopic.TELEMETRY_EVENTS.partitions();
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap-servers: '' (expected: host:port)");
        }
        if (!checkpointFolder.isAbsolute()) {
            throw new IllegalArgumentException(
                    "checkpoint-folder: '" + checkpointFolder + "' (expected: a URI such as file:///data/checkpoints)");
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

    /** All defaults: a cluster inside this JVM, and no history. */
    public static DetectionConfig of(String bootstrapServers, Path checkpointFolder) {
        return of(bootstrapServers, checkpointFolder.toAbsolutePath().toUri());
    }

    /** All defaults: a cluster inside this JVM, and no history. */
    public static DetectionConfig of(String bootstrapServers, URI checkpointFolder) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                DEFAULT_PARALLELISM,
                DEFAULT_CHECKPOINT_INTERVAL,
                DEFAULT_BUFFER_TIMEOUT,
                RuleParameters.DEFAULTS,
                null,
                null,
                null);
    }

    /** The same, with a history. */
    public DetectionConfig withHistory(HistoryTarget target) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                parallelism,
                checkpointInterval,
                bufferTimeout,
                rules,
                roadsFile,
                target,
                flink);
    }

    /** The same, on a cluster outside. */
    public DetectionConfig withFlink(FlinkCluster cluster) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                parallelism,
                checkpointInterval,
                bufferTimeout,
                rules,
                roadsFile,
                history,
                cluster);
    }

    /** The same, with another interval between checkpoints and other numbers of the rules. */
    public DetectionConfig with(Duration interval, RuleParameters numbers) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                parallelism,
                interval,
                bufferTimeout,
                numbers,
                roadsFile,
                history,
                flink);
    }

    /** The same, in a city whose streets are known. */
    public DetectionConfig withRoads(Path file) {
        return new DetectionConfig(
                bootstrapServers,
                checkpointFolder,
                parallelism,
                checkpointInterval,
                bufferTimeout,
                rules,
                file,
                history,
                flink);
    }
}
