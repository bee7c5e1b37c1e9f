package io.citywatch.standalone.streams;

import io.citywatch.standalone.endtoend.FlinkPrograms;
import io.citywatch.standalone.endtoend.Folders;
import io.citywatch.standalone.endtoend.FreePorts;
import io.citywatch.standalone.endtoend.JavaProgram;
import io.citywatch.standalone.platform.KafkaBroker;
import io.citywatch.standalone.platform.LogTopics;
import io.citywatch.streaming.DetectionConfig;
import io.citywatch.streaming.DetectionService;
import io.citywatch.streaming.cluster.FlinkCluster;
import io.citywatch.streaming.rules.RuleParameters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The detection job on a Flink cluster of two processes, a job manager and a task manager, with the log and the
 * detection role in this JVM. What the processes said stays in a folder under {@code target}.
 */
public final class DetectionCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final KafkaBroker kafka;
    private final FlinkPrograms programs;
    private final int restPort;
    private JavaProgram jobManager;
    private JavaProgram taskManager;
    private final DetectionService service;
    /** Until the cluster was up and took the job. */
    private int submissionsAtStart;

    private DetectionCluster(Path folder, RuleParameters rules, Duration checkpointInterval) throws IOException {
        List<Integer> ports = FreePorts.of(5);
        restPort = ports.get(3);
        programs = new FlinkPrograms(folder, ports.get(2), restPort, ports.get(4));
        jobManager = programs.jobManager();
        taskManager = programs.taskManager();
        kafka = KafkaBroker.start(folder.resolve("kafka"), ports.get(0), ports.get(1));
        LogTopics.create(kafka.bootstrapServers(), 1, START);
        service = DetectionService.start(DetectionConfig.of(kafka.bootstrapServers(), folder.resolve("checkpoints"))
                .with(checkpointInterval, rules)
                .withFlink(new FlinkCluster("127.0.0.1:" + restPort, FlinkPrograms.jobJar())));
    }

    /** Started, with the job running. */
    public static DetectionCluster start(String name, RuleParameters rules, Duration checkpointInterval)
            throws Exception {
        Path folder = Path.of("target", name).toAbsolutePath();
        Folders.wipe(folder);
        DetectionCluster cluster = new DetectionCluster(folder, rules, checkpointInterval);
        try {
            cluster.service.running().get(START.toSeconds(), TimeUnit.SECONDS);
            cluster.submissionsAtStart = cluster.service.health().get(0).resubmissions();
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** kill -9, and another one in its place, as a service manager does it. */
    public void killTaskManager() {
        taskManager.kill();
        taskManager = programs.taskManager();
    }

    /** kill -9, and another one in its place; it knows nothing of any job. */
    void killJobManager() {
        jobManager.kill();
        jobManager = programs.jobManager();
    }

    /** How often the role had to submit the job again since it ran first. */
    int resubmissions() {
        return service.health().get(0).resubmissions() - submissionsAtStart;
    }

    boolean isRunning() {
        return service.isRunning();
    }

    /** Faults of the job since it was submitted, as the job manager keeps them; {@code []} if it never had one. */
    String faults() {
        String jobs = rest("/jobs");
        String job = jobs.replaceAll("(?s).*\"id\":\"([0-9a-f]{32})\",\"status\":\"(RUNNING|RESTARTING)\".*", "$1");
        return rest("/jobs/" + job + "/exceptions")
                .replaceAll("(?s).*\"entries\":(\\[.*\\]),\"truncated\".*", "$1")
                .replace("\\n\\tat ", " < ");
    }

    private String rest(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        service.close();
        taskManager.close();
        jobManager.close();
        kafka.close();
    }
}
