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
    private final JavaProgram jobManager;
    private JavaProgram taskManager;
    private final DetectionService service;

    private DetectionCluster(Path folder, RuleParameters rules, Duration checkpointInterval) throws IOException {
        List<Integer> ports = FreePorts.of(5);
        int restPort = ports.get(3);
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

    @Override
    public void close() {
        service.close();
        taskManager.close();
        jobManager.close();
        kafka.close();
    }
}
