package io.citywatch.streaming;

import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.job.DetectionJob;
import io.citywatch.streaming.job.DetectionSinks;
import io.citywatch.streaming.job.DetectionSources;
import io.citywatch.streaming.job.JobSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the detection job on a Flink cluster inside this JVM. Each start of the job goes on from the newest checkpoint
 * that can be read; without one it reads the log from its earliest record. Thread-safe; the blocking calls take
 * seconds.
 */
public final class DetectionService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionService.class);
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long STOP_WITHIN_SECONDS = 30;

    private final DetectionConfig config;
    private final CheckpointFolder checkpoints;
    private final MiniCluster cluster;

    private @Nullable JobID job;
    private CompletableFuture<Void> running = new CompletableFuture<>();

    private DetectionService(DetectionConfig config, CheckpointFolder checkpoints, MiniCluster cluster) {
        this.config = config;
        this.checkpoints = checkpoints;
        this.cluster = cluster;
    }

    /**
     * Starts the cluster and submits the job; returns before the job runs, see {@link #running()}.
     *
     * @throws DetectionException if the cluster cannot start, or refuses the job
     */
    public static DetectionService start(DetectionConfig config) {
        CheckpointFolder checkpoints = new CheckpointFolder(config.checkpointFolder());
        checkpoints.create();
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(JobSettings.cluster())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.parallelism())
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new DetectionException("the detection cluster did not start", e);
        }
        DetectionService service = new DetectionService(config, checkpoints, cluster);
        try {
            service.startJob();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /**
     * Starts the job, if it does not run yet.
     *
     * @throws DetectionException if the cluster refuses the job
     */
    public synchronized void startJob() {
        if (job != null) {
            return;
        }
        Optional<Path> restored = checkpoints.newest();
        restored.ifPresent(checkpoints::sweep);
        JobGraph graph = jobGraph(restored);
        await(cluster.submitJob(graph), "the detection job was not taken");
        JobID submitted = graph.getJobID();
        CompletableFuture<Void> started = new CompletableFuture<>();
        job = submitted;
        running = started;
        LOG.info(
                "detection job {} started from {}",
                submitted,
                restored.map(Path::toString).orElse("the log's beginning"));
        look(submitted, started);
    }

    /**
     * Stops the job, if it runs. Its checkpoints stay; what came after the newest is read again at the next start.
     *
     * @throws DetectionException if it does not stop in time
     */
    public synchronized void stopJob() {
        JobID stopped = job;
        if (stopped == null) {
            return;
        }
        job = null;
        running.cancel(false);
        running = new CompletableFuture<>();
        if (await(cluster.getJobStatus(stopped), "the detection job is not known")
                .isGloballyTerminalState()) {
            return; // it has failed, and was logged
        }
        await(cluster.cancelJob(stopped), "the detection job was not cancelled");
        await(cluster.requestJobResult(stopped), "the detection job did not stop");
        LOG.info("detection job {} stopped", stopped);
    }

    /**
     * Done when every step of the job runs. Each start of the job has a future of its own: done exceptionally if the
     * job ends before that, cancelled if it is stopped before that, not done while it is stopped.
     */
    public synchronized CompletableFuture<Void> running() {
        return running.copy();
    }

    /** Whether every step of the job runs now. */
    public boolean isRunning() {
        JobID asked;
        synchronized (this) {
            asked = job;
        }
        if (asked == null) {
            return false;
        }
        try {
            return runs(cluster.getExecutionGraph(asked).get(STOP_WITHIN_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Stops the job, keeping its checkpoints, and then the cluster. */
    @Override
    public synchronized void close() {
        try {
            stopJob();
        } catch (DetectionException e) {
            LOG.warn("detection job: {}", e.getMessage(), e);
        }
        await(cluster.closeAsync(), "the detection cluster did not stop");
    }

    private JobGraph jobGraph(Optional<Path> restored) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                JobSettings.job(config.checkpointFolder(), config.checkpointInterval(), config.bufferTimeout()));
        environment.setParallelism(config.parallelism());
        KafkaLog log = new KafkaLog(config.bootstrapServers());
        DetectionJob.build(environment, DetectionSources.of(log), DetectionSinks.of(log), config.rules());
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        // CLAIM: the job deletes the old checkpoint once it has newer ones. State of a step that was removed is
        // given up rather than refusing to start.
        restored.ifPresent(path -> graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path.toUri().toString(), true, RecoveryClaimMode.CLAIM)));
        return graph;
    }

    /** Asks until every step runs; Flink tells of a state only when asked. */
    private void look(JobID watched, CompletableFuture<Void> started) {
        if (started.isDone()) {
            return;
        }
        var unused = cluster.getExecutionGraph(watched).whenComplete((graph, fault) -> {
            if (fault == null && runs(graph)) {
                started.complete(null);
                return;
            }
            if (fault == null && graph.getState().isGloballyTerminalState()) {
                fail(watched, graph, started);
                return;
            }
            CompletableFuture.delayedExecutor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> look(watched, started));
        });
    }

    private static void fail(JobID watched, AccessExecutionGraph graph, CompletableFuture<Void> started) {
        String reason = graph.getFailureInfo() == null
                ? "no reason given"
                : graph.getFailureInfo().getExceptionAsString();
        if (started.completeExceptionally(new DetectionException("the detection job ended: " + reason))) {
            LOG.error("detection job {} is {}: {}", watched, graph.getState(), reason);
        }
    }

    private static boolean runs(AccessExecutionGraph graph) {
        return graph.getState() == JobStatus.RUNNING
                && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                        .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
    }

    private static <T> T await(CompletableFuture<T> future, String otherwise) {
        try {
            return future.orTimeout(STOP_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new DetectionException(otherwise, e.getCause() == null ? e : e.getCause());
        }
    }
}
