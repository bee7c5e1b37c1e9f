package io.citywatch.streaming.cluster;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job as it is to be submitted, wherever that is.
 *
 * @param name for people: {@code detection} or {@code history}
 * @param flinkName on the cluster
 * @param settings of the job, its Flink name among them
 * @param parallelism subtasks a step
 * @param steps lays the steps out
 */
public record JobPlan(
        String name,
        String flinkName,
        Configuration settings,
        int parallelism,
        Consumer<StreamExecutionEnvironment> steps) {
    /** @param restored the checkpoint to start from; empty for the log's beginning */
    public JobGraph graph(Optional<URI> restored) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(parallelism);
        steps.accept(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        // CLAIM: the job deletes the old checkpoint once it has newer ones. State of a step that was removed is
        // given up rather than refusing to start; a step that was added begins without any.
        restored.ifPresent(checkpoint -> graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(new Path(checkpoint).toString(), true, RecoveryClaimMode.CLAIM)));
        return graph;
    }
}
