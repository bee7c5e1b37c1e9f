package io.citywatch.streaming.cluster;

import io.citywatch.streaming.DetectionException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.util.ExceptionUtils;

/** A Flink session cluster outside, by its REST endpoint. The job's jar travels with the job. */
public final class SessionCluster implements JobCluster {
    private static final int TRIES = 2;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final FlinkCluster cluster;
    private final RestClusterClient<String> client;

    private SessionCluster(FlinkCluster cluster, RestClusterClient<String> client) {
        this.cluster = cluster;
        this.client = client;
    }

    /**
     * Asks nothing yet: the cluster may come up after us.
     *
     * @throws DetectionException if there is no jar to send
     */
    public static SessionCluster at(FlinkCluster cluster) {
        if (!Files.isRegularFile(cluster.jobJar())) {
            throw new DetectionException("flink.job-jar: " + cluster.jobJar() + " (expected: the jar of the jobs)");
        }
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, cluster.host());
        settings.set(RestOptions.PORT, cluster.port());
        settings.set(RestOptions.RETRY_MAX_ATTEMPTS, TRIES);
        settings.set(RestOptions.RETRY_DELAY, BETWEEN_TRIES);
        settings.set(RestOptions.CONNECTION_TIMEOUT, CONNECT_WITHIN);
        try {
            return new SessionCluster(cluster, new RestClusterClient<>(settings, cluster.restAddress()));
        } catch (Exception e) {
            throw new DetectionException("no client for the Flink cluster at " + cluster.restAddress(), e);
        }
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public CompletableFuture<Optional<JobID>> find(String jobName) {
        return client.listJobs().thenApply(jobs -> newest(jobs, jobName));
    }

    @Override
    public CompletableFuture<JobID> submit(JobGraph graph) {
        graph.addJar(new Path(cluster.jobJar().toAbsolutePath().toUri()));
        return client.submitJob(graph);
    }

    @Override
    public CompletableFuture<Standing> standing(JobID job) {
        return client.getJobDetails(job).thenCompose(this::standingOf).exceptionally(SessionCluster::unknown);
    }

    @Override
    public CompletableFuture<Void> cancel(JobID job) {
        return client.getJobStatus(job)
                .thenCompose(status -> status.isGloballyTerminalState()
                        ? CompletableFuture.<Void>completedFuture(null)
                        : client.cancel(job)
                                .thenCompose(acknowledged -> client.requestJobResult(job))
                                .thenApply(result -> null));
    }

    @Override
    public void close() {
        client.close();
    }

    private static Optional<JobID> newest(Collection<JobStatusMessage> jobs, String name) {
        return jobs.stream()
                .filter(job -> job.getJobName().equals(name) && isAlive(job.getJobState()))
                .max(Comparator.comparingLong(JobStatusMessage::getStartTime))
                .map(JobStatusMessage::getJobId);
    }

    /** One that is being cancelled would end under our hands. */
    private static boolean isAlive(JobStatus status) {
        return !status.isTerminalState() && status != JobStatus.CANCELLING && status != JobStatus.FAILING;
    }

    private CompletableFuture<Standing> standingOf(JobDetailsInfo details) {
        boolean runs = details.getJobStatus() == JobStatus.RUNNING
                && details.getJobVertexInfos().stream()
                        .allMatch(step -> step.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0)
                                == step.getParallelism());
        if (runs) {
            return CompletableFuture.completedFuture(new Standing.Running());
        }
        return fault(details.getJobId())
                .thenApply(fault -> details.getJobStatus().isGloballyTerminalState()
                        ? new Standing.Ended(
                                details.getJobStatus() + ": " + (fault.isEmpty() ? "no reason given" : fault))
                        : new Standing.Starting(fault));
    }

    private CompletableFuture<String> fault(JobID job) {
        JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return client.sendRequest(JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance())
                .thenApply(faults -> faults.getExceptionHistory().getEntries().stream()
                        .findFirst() // the newest
                        .map(newest -> newest.getStacktrace())
                        .orElse(""));
    }

    private static Standing unknown(Throwable fault) {
        boolean isUnknown = ExceptionUtils.findThrowable(fault, FlinkJobNotFoundException.class)
                        .isPresent()
                || ExceptionUtils.findThrowableWithMessage(fault, FlinkJobNotFoundException.class.getSimpleName())
                        .isPresent();
        if (isUnknown) {
            return new Standing.Ended("the cluster does not know it");
        }
        throw new CompletionException(fault);
    }
}
