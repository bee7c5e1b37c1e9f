package io.citywatch.streaming.cluster;

import io.citywatch.streaming.DetectionException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster inside this JVM. */
public final class EmbeddedCluster implements JobCluster {
    private static final long STOP_WITHIN_SECONDS = 30;

    private final MiniCluster cluster;

    private EmbeddedCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param slots one for each parallel instance of each job
     * @throws DetectionException if it does not start
     */
    public static EmbeddedCluster start(Configuration settings, int slots) {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new DetectionException("the detection cluster did not start", e);
        }
        return new EmbeddedCluster(cluster);
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    @Override
    public CompletableFuture<Optional<JobID>> find(String jobName) {
        return CompletableFuture.completedFuture(Optional.empty()); // nobody else can submit to it
    }

    @Override
    public CompletableFuture<JobID> submit(JobGraph graph) {
        return cluster.submitJob(graph).thenApply(submitted -> submitted.getJobID());
    }

    @Override
    public CompletableFuture<Standing> standing(JobID job) {
        return cluster.getExecutionGraph(job).thenApply(EmbeddedCluster::standing);
    }

    @Override
    public CompletableFuture<Void> cancel(JobID job) {
        return cluster.getJobStatus(job)
                .thenCompose(status -> status.isGloballyTerminalState()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : cluster.cancelJob(job)
                                .thenCompose(acknowledged -> cluster.requestJobResult(job))
                                .thenApply(result -> null));
    }

    @Override
    public void close() {
        try {
            cluster.closeAsync()
                    .orTimeout(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new DetectionException("the detection cluster did not stop", e);
        }
    }

    private static Standing standing(AccessExecutionGraph graph) {
        String fault =
                graph.getFailureInfo() == null ? "" : graph.getFailureInfo().getExceptionAsString();
        if (graph.getState().isGloballyTerminalState()) {
            return new Standing.Ended(graph.getState() + ": " + (fault.isEmpty() ? "no reason given" : fault));
        }
        boolean runs = graph.getState() == JobStatus.RUNNING
                && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                        .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
        return runs ? new Standing.Running() : new Standing.Starting(fault);
    }
}
