package io.citywatch.streaming.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.job.JobSettings;
import io.citywatch.streaming.testing.HeardLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps a real job, with more state than fits beside a checkpoint's metadata, on a disk that damages its files. */
class DamagedCheckpointIT {
    private static final int STATE_CHARACTERS = 3 << 20;
    /** Static, since Flink sends its steps as bytes. */
    private static final AtomicBoolean FAULT = new AtomicBoolean();

    @TempDir
    private Path folder;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private CheckpointFolder checkpoints;
    private EmbeddedCluster cluster;
    private JobKeeper keeper;

    @BeforeEach
    void start() throws Exception {
        checkpoints = new CheckpointFolder(folder.toUri());
        cluster = EmbeddedCluster.start(JobSettings.cluster(), 1);
        JobPlan plan = new JobPlan(
                "trial",
                "trial",
                JobSettings.job("trial", folder.toUri(), Duration.ofMillis(200), Duration.ofMillis(1)),
                1,
                environment -> environment
                        .fromSequence(0, Long.MAX_VALUE)
                        .uid("source")
                        .keyBy(number -> 0L)
                        .process(new Remember())
                        .uid("remember")
                        .sinkTo(new DiscardingSink<>())
                        .uid("sink"));
        keeper = new JobKeeper(plan, cluster, checkpoints, scheduler, Clock.systemUTC());
        keeper.start();
        keeper.running().get(60, TimeUnit.SECONDS);
        await(() -> number() >= 3);
    }

    @AfterEach
    void stop() {
        FAULT.set(false);
        keeper.stop();
        scheduler.shutdownNow();
        cluster.close();
    }

    @Test
    void aFlippedBitInAFileOfStateIsFoundAndTheCheckpointBeforeServes() throws Exception {
        keeper.stop();
        Path newest = Path.of(checkpoints.newest().orElseThrow());
        Path state = largestFile(newest);
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length / 2] ^= 1;
        Files.write(state, bytes);

        try (HeardLog heard = HeardLog.of("io.citywatch.streaming")) {
            keeper.start();
            keeper.running().get(60, TimeUnit.SECONDS);

            assertThat(bytes).hasSizeGreaterThan(STATE_CHARACTERS);
            assertThat(heard.lines())
                    .anyMatch(line -> line.contains(state.getFileName().toString())
                            && line.contains("has other bytes than were written")
                            && line.contains("going back to the one before"))
                    .anyMatch(line -> line.contains("started from") && line.contains("chk-"));
        }
    }

    @Test
    void aJobThatCannotRestoreItsOwnCheckpointIsStartedFromTheOneBefore() throws Exception {
        FAULT.set(true);
        await(() -> !keeper.isRunning());
        cutAllFilesOf(Path.of(checkpoints.newest().orElseThrow()));

        try (HeardLog heard = HeardLog.of("io.citywatch.streaming")) {
            FAULT.set(false);
            await(() -> keeper.health().resubmissions() > 0 && keeper.isRunning());

            assertThat(heard.lines())
                    .anyMatch(line -> line.contains("is missing or cut short"))
                    .anyMatch(line -> line.contains("started from") && line.contains("chk-"));
        }
    }

    private static void cutAllFilesOf(Path checkpoint) throws Exception {
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.filter(one -> !one.endsWith("_metadata")).toList()) {
                try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                    channel.truncate(100);
                }
            }
        }
    }

    private static Path largestFile(Path checkpoint) throws Exception {
        try (Stream<Path> files = Files.list(checkpoint)) {
            List<Path> all = files.toList();
            return all.stream()
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private long number() {
        return checkpoints
                .newest()
                .map(Path::of)
                .map(path -> Long.parseLong(path.getFileName().toString().substring("chk-".length())))
                .orElse(0L);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Remembers some megabytes, and fails while it is told to. */
    private static final class Remember extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        private transient ValueState<String> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("remembered", String.class));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            if (FAULT.get()) {
                throw new IllegalStateException("a fault of the test");
            }
            if (state.value() == null) {
                state.update(unpackable());
            }
            out.collect(number);
        }

        /** Checkpoints are packed, and what is the same throughout would lie in the metadata. */
        private static String unpackable() {
            return new Random(17)
                    .ints(STATE_CHARACTERS, ' ', '~')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
