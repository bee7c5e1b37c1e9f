package io.citywatch.streaming.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.job.JobSettings;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps real jobs on a real cluster over a change of release. */
class EmbeddedClusterIT {
    @TempDir
    private Path folder;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private CheckpointFolder checkpoints;
    private EmbeddedCluster cluster;

    @BeforeEach
    void start() {
        checkpoints = new CheckpointFolder(folder.toUri());
        cluster = EmbeddedCluster.start(JobSettings.cluster(), 1);
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
        cluster.close();
    }

    @Test
    void aStepThatWasAddedOrRemovedKeepsNoJobFromStarting() throws Exception {
        runUntilCheckpointed(environment -> {
            remember(environment, "kept", 1L, Long.class);
            remember(environment, "removed", 1L, Long.class);
        });

        JobKeeper keeper = keeper(environment -> {
            remember(environment, "kept", 1L, Long.class);
            remember(environment, "added", 1L, Long.class);
        });
        keeper.start();
        keeper.running().get(60, TimeUnit.SECONDS);

        assertThat(keeper.health().resubmissions()).isZero();
        keeper.stop();
    }

    @Test
    void aCheckpointWhoseStateDoesNotFitIsPassedOver() throws Exception {
        runUntilCheckpointed(environment -> remember(environment, "kept", 1L, Long.class));

        JobKeeper keeper = keeper(environment -> remember(environment, "kept", "text", String.class));
        keeper.start();
        keeper.running().get(60, TimeUnit.SECONDS);

        assertThat(keeper.health().resubmissions()).isPositive();
        keeper.stop();
    }

    private void runUntilCheckpointed(Steps steps) throws Exception {
        JobKeeper keeper = keeper(steps);
        keeper.start();
        keeper.running().get(60, TimeUnit.SECONDS);
        await(() -> checkpoints
                .newest()
                .filter(one -> !one.getPath().matches(".*/chk-[12]"))
                .isPresent());
        keeper.stop();
    }

    private JobKeeper keeper(Steps steps) {
        JobPlan plan = new JobPlan(
                "trial",
                "trial",
                JobSettings.job("trial", folder.toUri(), Duration.ofMillis(50), Duration.ofMillis(1)),
                1,
                steps::lay);
        return new JobKeeper(plan, cluster, checkpoints, scheduler, Clock.systemUTC());
    }

    private static <T extends Serializable> void remember(
            StreamExecutionEnvironment environment, String uid, T value, Class<T> type) {
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .uid(uid + "-source")
                .keyBy(number -> number % 7)
                .process(new Remember<>(value, type))
                .uid(uid)
                .sinkTo(new DiscardingSink<>())
                .uid(uid + "-sink");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private interface Steps {
        void lay(StreamExecutionEnvironment environment);
    }

    /** Remembers a value of some type a key. */
    private static final class Remember<T extends Serializable> extends KeyedProcessFunction<Long, Long, Long> {
        private final T value;
        private final Class<T> type;
        private transient ValueState<T> state;

        private Remember(T value, Class<T> type) {
            this.value = value;
            this.type = type;
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("remembered", type));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            state.update(value);
            out.collect(number);
        }
    }
}
