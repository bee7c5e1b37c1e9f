package io.citywatch.streaming.job;

import io.citywatch.streaming.storage.SummedStorage;
import java.net.URI;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;

/** Flink's settings for the job and for the cluster that runs it inside this JVM. */
public final class JobSettings {
    private static final String LOOPBACK = "127.0.0.1";
    /** The newest, and the one before it in case the newest cannot be read. */
    private static final int KEPT_CHECKPOINTS = 2;

    /** With less Flink warns that the steps of detection and history want more than there is. */
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(128);

    /** Nobody waits for a recording, and a buffer with many messages costs a wake-up less for each. */
    private static final Duration REPLAY_PATIENCE = Duration.ofMillis(2);

    private JobSettings() {}

    /** @param name by which people know the job, and by which a running one is found again */
    public static Configuration job(
            String name, URI checkpointFolder, Duration checkpointInterval, Duration bufferTimeout) {
        Configuration settings = steps(name, bufferTimeout);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, SummedStorage.Factory.class.getName());
        // Flink takes the text as it stands, a blank as a blank.
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, new Path(checkpointFolder).toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        // One that takes long must not be all that the machine does.
        settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, checkpointInterval.dividedBy(2));
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Small state goes into the metadata file itself: one file to write, one that can be torn.
        settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);

        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, 0.1);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        return settings;
    }

    /** For a job that runs once over a recording, in a cluster of its own: nothing to restore, and a fault ends it. */
    public static Configuration replay(String name) {
        Configuration settings = cluster();
        settings.addAll(steps(name, REPLAY_PATIENCE));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return settings;
    }

    private static Configuration steps(String name, Duration bufferTimeout) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, name);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // A type that would need Kryo fails the build of the job, and so does a step whose state has no name.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        // Flink reads what is not packed a byte at a time from the file: a full city took half a minute to come back.
        settings.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        return settings;
    }

    /** Loopback only, on ports that the system picks; nobody can submit or stop a job through it. */
    public static Configuration cluster() {
        Configuration settings = new Configuration();
        // Read from the cluster's settings alone, though it concerns the job.
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, KEPT_CHECKPOINTS);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.CANCEL_ENABLE, false);
        return settings;
    }
}
