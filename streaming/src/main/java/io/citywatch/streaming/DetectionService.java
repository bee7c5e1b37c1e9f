package io.citywatch.streaming;

import io.citywatch.model.log.LogTopic;
import io.citywatch.roads.RoadGraph;
import io.citywatch.roads.file.RoadFiles;
import io.citywatch.streaming.cluster.EmbeddedCluster;
import io.citywatch.streaming.cluster.JobCluster;
import io.citywatch.streaming.cluster.JobHealth;
import io.citywatch.streaming.cluster.JobKeeper;
import io.citywatch.streaming.cluster.JobPlan;
import io.citywatch.streaming.cluster.SessionCluster;
import io.citywatch.streaming.history.HistoryJob;
import io.citywatch.streaming.history.HistorySources;
import io.citywatch.streaming.history.HistoryTarget;
import io.citywatch.streaming.history.influx.InfluxSink;
import io.citywatch.streaming.io.KafkaLog;
import io.citywatch.streaming.job.CheckpointFolder;
import io.citywatch.streaming.job.DetectionJob;
import io.citywatch.streaming.job.DetectionSinks;
import io.citywatch.streaming.job.DetectionSources;
import io.citywatch.streaming.job.JobSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the detection job running, and the history job beside it where there is a history: on a Flink cluster inside
 * this JVM, or on one outside. Each start of a job goes on from its newest checkpoint that can be read; without one it
 * reads the log from its earliest record. Thread-safe; the blocking calls take seconds.
 */
public final class DetectionService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionService.class);
    private static final String DETECTION = "detection";
    private static final String HISTORY = "history";
    /** The history writes by one connection; a subtask more would only share it. */
    private static final int HISTORY_PARALLELISM = 1;

    private final JobCluster cluster;
    private final ScheduledExecutorService scheduler;
    private final List<JobKeeper> jobs;

    private DetectionService(JobCluster cluster, ScheduledExecutorService scheduler, List<JobKeeper> jobs) {
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.jobs = jobs;
    }

    /**
     * Starts the cluster, if it is ours, and the jobs; returns before they run, see {@link #running()}.
     *
     * @throws DetectionException if a cluster of ours cannot start, or refuses a job. One outside may come up later
     */
    public static DetectionService start(DetectionConfig config) {
        CheckpointFolder detectionCheckpoints =
                new CheckpointFolder(folder(config, DETECTION), config.checkpointFolder());
        CheckpointFolder historyCheckpoints = new CheckpointFolder(folder(config, HISTORY));
        detectionCheckpoints.create();
        HistoryTarget target = config.history();
        int slots = config.parallelism() + (target == null ? 0 : HISTORY_PARALLELISM);
        JobCluster cluster = config.flink() == null
                ? EmbeddedCluster.start(JobSettings.cluster(), slots)
                : SessionCluster.at(config.flink());
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "detection-watch");
            thread.setDaemon(true);
            return thread;
        });
        Clock clock = Clock.systemUTC();
        List<JobKeeper> jobs = new ArrayList<>();
        jobs.add(new JobKeeper(
                detection(config, detectionCheckpoints), cluster, detectionCheckpoints, scheduler, clock));
        if (target != null) {
            historyCheckpoints.create();
            jobs.add(new JobKeeper(
                    history(config, target, historyCheckpoints), cluster, historyCheckpoints, scheduler, clock));
        }
        DetectionService service = new DetectionService(cluster, scheduler, List.copyOf(jobs));
        try {
            service.startJobs();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    /**
     * Starts the jobs, if they do not run yet.
     *
     * @throws DetectionException if a cluster of ours refuses one
     */
    public void startJobs() {
        jobs.forEach(JobKeeper::start);
    }

    /**
     * Stops the jobs, if they run. Their checkpoints stay; what came after the newest is read again at the next start.
     *
     * @throws DetectionException if one does not stop in time
     */
    public void stopJobs() {
        jobs.forEach(JobKeeper::stop);
    }

    /**
     * Done when every step of the detection job runs; the history is not waited for. Each start of the job has a future
     * of its own: done exceptionally if the job ends before that, cancelled if it is stopped before that, not done
     * while it is stopped.
     */
    public CompletableFuture<Void> running() {
        return jobs.get(0).running();
    }

    /** Whether every step of the detection job runs now. */
    public boolean isRunning() {
        return jobs.get(0).isRunning();
    }

    /** How each job is, the detection job first. Asks the cluster, which may take seconds if it is in trouble. */
    public List<JobHealth> health() {
        return jobs.stream().map(JobKeeper::health).toList();
    }

    /**
     * Stops the jobs, keeping their checkpoints, and then the cluster. On a cluster outside the jobs run on: the next
     * service adopts them.
     */
    @Override
    public void close() {
        for (JobKeeper job : jobs) {
            if (!cluster.isOurs()) {
                job.leave();
                continue;
            }
            try {
                job.stop();
            } catch (DetectionException e) {
                LOG.warn("{}", e.getMessage(), e);
            }
        }
        scheduler.shutdownNow();
        cluster.close();
    }

    private static JobPlan detection(DetectionConfig config, CheckpointFolder checkpoints) {
        KafkaLog log = new KafkaLog(config.bootstrapServers());
        Path roadsFile = config.roadsFile();
        // Read once here; the job carries it to wherever its steps run.
        RoadGraph roads = roadsFile == null ? null : RoadFiles.read(roadsFile);
        return plan(
                config,
                DETECTION,
                config.parallelism(),
                checkpoints,
                environment -> DetectionJob.build(
                        environment, DetectionSources.of(log), DetectionSinks.of(log), config.rules(), roads));
    }

    private static JobPlan history(DetectionConfig config, HistoryTarget target, CheckpointFolder checkpoints) {
        KafkaLog log = new KafkaLog(config.bootstrapServers());
        InfluxSink sink = new InfluxSink(target, log.sink(LogTopic.DEAD_LETTERS));
        return plan(
                config,
                HISTORY,
                HISTORY_PARALLELISM,
                checkpoints,
                environment -> HistoryJob.build(environment, HistorySources.of(log), sink));
    }

    private static JobPlan plan(
            DetectionConfig config,
            String job,
            int parallelism,
            CheckpointFolder checkpoints,
            Consumer<StreamExecutionEnvironment> steps) {
        String flinkName = "citywatch " + job;
        return new JobPlan(
                job,
                flinkName,
                JobSettings.job(flinkName, checkpoints.folder(), config.checkpointInterval(), config.bufferTimeout()),
                parallelism,
                steps);
    }

    private static URI folder(DetectionConfig config, String job) {
        String parent = config.checkpointFolder().toString();
        return URI.create(parent + (parent.endsWith("/") ? "" : "/") + job);
    }
}
