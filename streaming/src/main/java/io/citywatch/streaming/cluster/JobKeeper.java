package io.citywatch.streaming.cluster;

import io.citywatch.streaming.DetectionException;
import io.citywatch.streaming.job.CheckpointFolder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one job running on a cluster: submits it from its newest checkpoint, or adopts the one that runs there, watches
 * it, and submits it again, with growing pauses, when it has ended. Thread-safe; starting and stopping take seconds.
 */
public final class JobKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(JobKeeper.class);
    private static final long ANSWER_WITHIN_SECONDS = 30;
    private static final long LOOK_WHILE_STARTING_MILLIS = 20;
    private static final long LOOK_MILLIS = 500;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    /** What Flink says when a job cannot take up the state of a checkpoint: it does not fit, or cannot be read. */
    private static final List<String> MISFITS = List.of(
            "StateMigrationException",
            "rollback to checkpoint",
            "map checkpoint/savepoint state",
            "creating StreamOperatorStateContext");
    /** A job that ran that long has got over what ended the one before. */
    private static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final JobPlan plan;
    private final JobCluster cluster;
    private final CheckpointFolder checkpoints;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final AtomicInteger resubmissions = new AtomicInteger();

    private volatile boolean wanted;
    private volatile @Nullable JobID job;
    private volatile CompletableFuture<Void> running = new CompletableFuture<>();
    /** Checkpoints that no job of this release could take up. */
    private final Set<URI> misfits = new HashSet<>();

    private volatile @Nullable URI restoredFrom;
    private int failures;

    /** @param scheduler does the watching; it is not stopped here */
    public JobKeeper(
            JobPlan plan,
            JobCluster cluster,
            CheckpointFolder checkpoints,
            ScheduledExecutorService scheduler,
            Clock clock) {
        this.plan = plan;
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Starts the job, if it is not wanted yet; returns before it runs.
     *
     * @throws DetectionException if a cluster of ours refuses it; one outside is asked again until it takes it
     */
    public synchronized void start() {
        if (wanted) {
            return;
        }
        wanted = true;
        failures = 0;
        try {
            takeUp();
        } catch (DetectionException e) {
            if (cluster.isOurs()) {
                wanted = false;
                throw e;
            }
            again(e.getMessage() + ": " + rootOf(e));
        }
    }

    /**
     * Stops the job, if it is wanted. Its checkpoints stay; what came after the newest is read again at the next start.
     *
     * @throws DetectionException if it does not stop in time
     */
    public synchronized void stop() {
        JobID stopped = job;
        leave();
        if (stopped != null) {
            await(cluster.cancel(stopped), "the " + plan.name() + " job did not stop");
            LOG.info("{} job {} stopped", plan.name(), stopped);
        }
    }

    /** Lets the job run on without being kept. */
    public synchronized void leave() {
        wanted = false;
        job = null;
        running.cancel(false);
        running = new CompletableFuture<>();
    }

    /**
     * Done when every step of the job runs. Each start has a future of its own: done exceptionally if the job ends
     * before that, cancelled if it is stopped before that, not done while it is stopped.
     */
    public CompletableFuture<Void> running() {
        return running.copy();
    }

    /** Whether every step of the job runs now. */
    public boolean isRunning() {
        JobID asked = job;
        if (asked == null) {
            return false;
        }
        try {
            return cluster.standing(asked).get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS) instanceof Standing.Running;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    public JobHealth health() {
        Duration age = checkpoints
                .newestCompletedAt()
                .map(completed -> Duration.between(completed, clock.instant()))
                .orElse(null);
        return new JobHealth(plan.name(), isRunning(), age, resubmissions.get());
    }

    private void takeUp() {
        Optional<JobID> there = await(cluster.find(plan.flinkName()), "the Flink cluster does not answer");
        JobID taken;
        restoredFrom = null;
        if (there.isPresent()) {
            taken = there.get();
            LOG.info("{} job {} runs already and is adopted", plan.name(), taken);
        } else {
            Optional<URI> restored = checkpoints.newest(misfits);
            restored.ifPresent(checkpoints::sweep);
            restoredFrom = restored.orElse(null);
            JobGraph graph = plan.graph(restored);
            restored.ifPresent(checkpoint -> tellWhatIsGivenUp(checkpoint, graph));
            taken = await(cluster.submit(graph), "the " + plan.name() + " job was not taken");
            LOG.info(
                    "{} job {} started from {}",
                    plan.name(),
                    taken,
                    restored.map(URI::toString).orElse("the log's beginning"));
        }
        job = taken;
        look(taken, running, System.nanoTime());
    }

    /** A step that was removed, or whose uid was changed by mistake. */
    private void tellWhatIsGivenUp(URI checkpoint, JobGraph graph) {
        Map<OperatorID, String> steps = checkpoints.steps(checkpoint);
        for (JobVertex vertex : graph.getVertices()) {
            vertex.getOperatorIDs().forEach(step -> steps.remove(step.getGeneratedOperatorID()));
        }
        if (!steps.isEmpty()) {
            LOG.warn(
                    "{} job: this release has no step for the state of {}, which is given up",
                    plan.name(),
                    new TreeSet<>(steps.values()));
        }
    }

    /** Asks again and again; Flink tells of a state only when asked. */
    private void look(JobID watched, CompletableFuture<Void> started, long since) {
        var unused = cluster.standing(watched).whenComplete((standing, fault) -> {
            if (!watched.equals(job)) {
                return;
            }
            if (fault == null && standing instanceof Standing.Running) {
                started.complete(null);
            }
            if (fault == null && standing instanceof Standing.Ended ended) {
                scheduler.execute(() -> ended(watched, ended.reason(), since));
                return;
            }
            if (fault == null && standing instanceof Standing.Starting starting && isMisfit(starting.fault())) {
                scheduler.execute(() -> giveUp(watched, starting.fault(), since));
                return;
            }
            var unusedNext = scheduler.schedule(
                    () -> look(watched, started, since),
                    started.isDone() ? LOOK_MILLIS : LOOK_WHILE_STARTING_MILLIS,
                    TimeUnit.MILLISECONDS);
        });
    }

    private synchronized void ended(JobID watched, String reason, long since) {
        if (!watched.equals(job)) {
            return;
        }
        LOG.error("{} job {} ended: {}", plan.name(), watched, reason);
        if (System.nanoTime() - since > STEADY_NANOS) {
            failures = 0;
        }
        job = null;
        if (!isSetAside(reason)) {
            running.completeExceptionally(new DetectionException("the " + plan.name() + " job ended: " + reason));
            running = new CompletableFuture<>();
        }
        again(null);
    }

    /** The cluster would try that checkpoint for ever. */
    private synchronized void giveUp(JobID watched, String fault, long since) {
        if (!watched.equals(job)) {
            return;
        }
        try {
            await(cluster.cancel(watched), "the " + plan.name() + " job did not stop");
        } catch (DetectionException e) {
            LOG.warn("{}: {}", e.getMessage(), String.valueOf(rootOf(e)));
            look(watched, running, since);
            return;
        }
        ended(watched, fault, since);
    }

    private static boolean isMisfit(String fault) {
        return MISFITS.stream().anyMatch(fault::contains);
    }

    /**
     * Better to judge from the one before, or from the log's beginning, than not at all: ids come out the same. A job
     * that has run failed at a checkpoint of its own, which is looked at again before the next start.
     */
    private boolean isSetAside(String reason) {
        URI checkpoint = restoredFrom;
        if (checkpoint == null || running.isDone() || !isMisfit(reason)) {
            return false;
        }
        LOG.error("checkpoint {} does not fit this release, or cannot be read, and is passed over", checkpoint);
        misfits.add(checkpoint);
        return true;
    }

    private void again(@Nullable String reason) {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        if (reason != null && failures == 0) {
            LOG.warn("{} job cannot be submitted now, trying on: {}", plan.name(), reason);
        }
        failures++;
        var unused = scheduler.schedule(this::retry, pause, TimeUnit.MILLISECONDS);
    }

    private synchronized void retry() {
        if (!wanted || job != null) {
            return;
        }
        resubmissions.incrementAndGet();
        try {
            takeUp();
        } catch (RuntimeException e) {
            // Whatever it is, nobody else would try again, and no alarm would be judged.
            again(String.valueOf(rootOf(e)));
        }
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static <T> T await(CompletableFuture<T> future, String otherwise) {
        try {
            return future.orTimeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new DetectionException(otherwise, e.getCause() == null ? e : e.getCause());
        }
    }
}
