package io.citywatch.streaming.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** A Flink cluster, as far as jobs need it. Futures fail if it cannot be asked. */
public interface JobCluster extends AutoCloseable {
    /** Whether it ends with this process; if not, its jobs outlive us and may be there before us. */
    boolean isOurs();

    /** A job of that name that has not ended. */
    CompletableFuture<Optional<JobID>> find(String jobName);

    CompletableFuture<JobID> submit(JobGraph graph);

    CompletableFuture<Standing> standing(JobID job);

    /** Done when the job has ended; its checkpoints stay. */
    CompletableFuture<Void> cancel(JobID job);

    /** Leaves the cluster; one that is ours stops. */
    @Override
    void close();
}
