package io.citywatch.streaming.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.streaming.DetectionException;
import io.citywatch.streaming.job.CheckpointFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobKeeperTest {
    private static final String RUN = "0".repeat(31) + "a";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Cluster cluster = new Cluster();
    private CheckpointFolder checkpoints;
    private JobKeeper keeper;

    @BeforeEach
    void create() {
        checkpoints = new CheckpointFolder(folder.toUri());
        JobPlan plan = new JobPlan(
                "history",
                "citywatch history",
                new Configuration(),
                1,
                environment -> environment.fromData(1, 2).sinkTo(new DiscardingSink<>()));
        keeper = new JobKeeper(plan, cluster, checkpoints, scheduler, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void aJobIsSubmittedAndRunsOnceItsStepsDo() throws Exception {
        keeper.start();
        assertThat(keeper.running()).isNotDone();

        cluster.standing = new Standing.Running();

        keeper.running().get(10, TimeUnit.SECONDS);
        assertThat(keeper.isRunning()).isTrue();
        assertThat(cluster.submitted).hasSize(1);
    }

    @Test
    void aJobThatRunsThereIsAdoptedAndLeftWithoutBeingStopped() throws Exception {
        cluster.ours = false;
        cluster.there = new JobID();
        cluster.standing = new Standing.Running();

        keeper.start();
        keeper.running().get(10, TimeUnit.SECONDS);
        keeper.leave();

        assertThat(cluster.submitted).isEmpty();
        assertThat(cluster.cancelled).isEmpty();
        assertThat(keeper.isRunning()).isFalse();
    }

    @Test
    void aJobThatEndedIsSubmittedAgainFromTheNewestCheckpoint() throws Exception {
        cluster.standing = new Standing.Running();
        keeper.start();
        CompletableFuture<Void> first = keeper.running();
        first.get(10, TimeUnit.SECONDS);
        Path checkpoint = checkpoint(3);

        cluster.standing = new Standing.Ended("FAILED: for good");
        await(() -> cluster.submitted.size() == 2);
        cluster.standing = new Standing.Running();
        keeper.running().get(10, TimeUnit.SECONDS);

        assertThat(cluster.submitted.get(1).getSavepointRestoreSettings().getRestorePath())
                .isEqualTo("file:" + checkpoint);
        assertThat(keeper.health().resubmissions()).isEqualTo(1);
    }

    @Test
    void aJobThatCannotTakeUpItsOwnCheckpointIsSubmittedAgain() throws Exception {
        cluster.standing = new Standing.Running();
        keeper.start();
        keeper.running().get(10, TimeUnit.SECONDS);
        Path checkpoint = checkpoint(3);

        cluster.standing = new Standing.Starting("Exception while creating StreamOperatorStateContext.");
        await(() -> cluster.submitted.size() == 2);
        cluster.standing = new Standing.Running();
        keeper.running().get(10, TimeUnit.SECONDS);

        assertThat(cluster.cancelled).hasSize(1);
        assertThat(cluster.submitted.get(1).getSavepointRestoreSettings().getRestorePath())
                .isEqualTo("file:" + checkpoint);
    }

    @Test
    void aCheckpointThatNoJobCanTakeUpIsPassedOver() throws Exception {
        Path before = checkpoint(3);
        Path damaged = checkpoint(4);

        keeper.start();
        cluster.standing = new Standing.Starting("Exception while creating StreamOperatorStateContext.");
        await(() -> cluster.submitted.size() == 2);
        cluster.standing = new Standing.Running();
        keeper.running().get(10, TimeUnit.SECONDS);

        assertThat(cluster.submitted)
                .extracting(graph -> graph.getSavepointRestoreSettings().getRestorePath())
                .containsExactly("file:" + damaged, "file:" + before);
    }

    @Test
    void aJobThatEndsBeforeItRanSaysSoToWhoWaits() {
        keeper.start();
        CompletableFuture<Void> first = keeper.running();

        cluster.standing = new Standing.Ended("FAILED: a class is missing");

        assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("a class is missing");
    }

    @Test
    void anOutsideClusterThatIsAwayIsAskedAgain() throws Exception {
        cluster.ours = false;
        cluster.away = true;
        cluster.standing = new Standing.Running();

        keeper.start();
        assertThat(keeper.isRunning()).isFalse();
        cluster.away = false;

        keeper.running().get(10, TimeUnit.SECONDS);
        assertThat(cluster.submitted).hasSize(1);
    }

    @Test
    void aClusterOfOursThatRefusesIsAFault() {
        cluster.away = true;

        assertThatExceptionOfType(DetectionException.class).isThrownBy(keeper::start);
    }

    @Test
    void aClusterThatCannotBeAskedIsNotAJobThatEnded() throws Exception {
        cluster.standing = new Standing.Running();
        keeper.start();
        keeper.running().get(10, TimeUnit.SECONDS);

        cluster.away = true;
        int asked = cluster.asked.get();
        await(() -> cluster.asked.get() >= asked + 2);
        cluster.away = false;

        assertThat(keeper.isRunning()).isTrue();
        assertThat(cluster.submitted).hasSize(1);
    }

    @Test
    void aJobThatIsStoppedStaysStopped() throws Exception {
        cluster.standing = new Standing.Running();
        keeper.start();
        keeper.running().get(10, TimeUnit.SECONDS);
        CompletableFuture<Void> next = keeper.running();

        keeper.stop();
        cluster.standing = new Standing.Ended("CANCELED");
        keeper.stop();

        assertThat(cluster.cancelled).hasSize(1);
        assertThat(keeper.isRunning()).isFalse();
        assertThat(next).isDone();
        assertThat(keeper.running()).isNotDone();
        keeper.start();
        assertThat(cluster.submitted).hasSize(2);
    }

    @Test
    void theAgeOfTheNewestCheckpointIsToldOnceThereIsOne() throws Exception {
        assertThat(keeper.health()).isEqualTo(new JobHealth("history", false, null, 0));

        checkpoint(1);

        assertThat(keeper.health().checkpointAge()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    private Path checkpoint(long number) throws Exception {
        Path path = Files.createDirectories(folder.resolve(RUN).resolve("chk-" + number));
        try (var output = Files.newOutputStream(path.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), output);
        }
        return path;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Does what the test says. */
    private static final class Cluster implements JobCluster {
        private final List<JobGraph> submitted = new CopyOnWriteArrayList<>();
        private final List<JobID> cancelled = new CopyOnWriteArrayList<>();
        private volatile boolean ours = true;
        private volatile boolean away;
        private volatile JobID there;
        private volatile Standing standing = new Standing.Starting("");
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public boolean isOurs() {
            return ours;
        }

        @Override
        public CompletableFuture<Optional<JobID>> find(String jobName) {
            assertThat(jobName).isEqualTo("citywatch history");
            return answer(Optional.ofNullable(there));
        }

        @Override
        public CompletableFuture<JobID> submit(JobGraph graph) {
            submitted.add(graph);
            boolean isFaulty = standing instanceof Standing.Starting starting
                    && !starting.fault().isEmpty();
            if (isFaulty || standing instanceof Standing.Ended) {
                standing = new Standing.Starting("");
            }
            return answer(graph.getJobID());
        }

        @Override
        public CompletableFuture<Standing> standing(JobID job) {
            asked.incrementAndGet();
            return answer(standing);
        }

        @Override
        public CompletableFuture<Void> cancel(JobID job) {
            cancelled.add(job);
            return answer(null);
        }

        @Override
        public void close() {}

        private <T> CompletableFuture<T> answer(T value) {
            return away
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(value);
        }
    }
}
