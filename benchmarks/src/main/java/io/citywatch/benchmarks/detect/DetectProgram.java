package io.citywatch.benchmarks.detect;

import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.osm.OsmRoads;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.cluster.JobPlan;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.job.JobSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * The job that is measured, in a process of its own, set up as the platform's. Says {@code running} when every step
 * runs, answers {@code checkpoint} (the next one to be complete: bytes, milliseconds, where it is) and {@code heap}
 * (collect garbage; the bytes that live), and ends when its standard input does.
 */
public final class DetectProgram {
    private static final int COLLECTIONS = 3;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MiniCluster cluster;
    private final JobID job;

    private DetectProgram(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    /** @param arguments the log's address, a folder for checkpoints, the job, its parallelism, and the streets' file */
    public static void main(String[] arguments) throws Exception {
        DetectionConfig config = DetectionConfig.of(arguments[0], Path.of(arguments[1]));
        MeasuredJob measured = MeasuredJob.valueOf(arguments[2]);
        int parallelism = Integer.parseInt(arguments[3]);
        RoadGraph roads = OsmRoads.read(Path.of(arguments[4]));
        CheckpointFolder checkpoints = new CheckpointFolder(config.checkpointFolder());
        checkpoints.create();
        JobPlan plan = new JobPlan(
                "detection",
                "citywatch " + measured.text(),
                JobSettings.job("detection", checkpoints.folder(), config.checkpointInterval(), config.bufferTimeout()),
                parallelism,
                environment -> measured.build(environment, new KafkaLog(config.bootstrapServers()), roads));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(JobSettings.cluster())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
        JobID job = cluster.submitJob(plan.graph(checkpoints.newest())).get().getJobID();
        new DetectProgram(cluster, job).answer();
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
        cluster.close();
        System.exit(0);
    }

    private void answer() throws IOException, InterruptedException, ExecutionException {
        while (!isRunning(cluster.getExecutionGraph(job).get())) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        System.out.println("running now");
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            switch (question) {
                case "heap" -> {
                    for (int i = 0; i < COLLECTIONS; i++) {
                        System.gc();
                    }
                    Runtime runtime = Runtime.getRuntime();
                    System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()));
                }
                case "checkpoint" -> {
                    CompletedCheckpointStats next = nextCheckpoint();
                    System.out.println("checkpoint " + next.getStateSize() + " " + next.getEndToEndDuration() + " "
                            + next.getExternalPath());
                }
                default -> throw new IllegalArgumentException(question + " (expected: heap or checkpoint)");
            }
        }
    }

    private static boolean isRunning(AccessExecutionGraph graph) {
        // A graph that is not laid out yet has no steps, of which all run.
        return graph.getAllVertices().size() > 0
                && StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                        .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
    }

    /** The first that begins after now. */
    private CompletedCheckpointStats nextCheckpoint() throws ExecutionException, InterruptedException {
        long asked = System.currentTimeMillis();
        while (true) {
            CheckpointStatsSnapshot stats = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
            if (stats != null) {
                for (AbstractCheckpointStats one : stats.getHistory().getCheckpoints()) {
                    if (one instanceof CompletedCheckpointStats done && done.getTriggerTimestamp() > asked) {
                        return done;
                    }
                }
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
