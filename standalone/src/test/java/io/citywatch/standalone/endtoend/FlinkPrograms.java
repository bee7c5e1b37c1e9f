package io.citywatch.standalone.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Flink session cluster as its users run it: a job manager and a task manager, each a process of its own. */
public final class FlinkPrograms {
    private static final String OPENS = "java.base/java.util=ALL-UNNAMED";
    private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";

    /** What a Flink distribution has in its lib folder; all else must come with the job's jar. */
    private static final Pattern DISTRIBUTION = Pattern.compile(
            "(flink-(annotations|clients|core|datastream|file-sink-common|hadoop-fs|metrics-core|queryable-state|rpc"
                    + "|runtime|streaming-java|shaded|connector-datagen)|commons-|kryo|minlog|objenesis|reflectasm"
                    + "|javassist|jsr305|async-profiler|RoaringBitmap|snakeyaml-engine|snappy-java|lz4-java|slf4j-api"
                    + "|log4j-(api|core|slf4j2-impl)).*\\.jar");

    private final Path folder;
    private final Path settings;
    private @Nullable List<String> taskManagerArguments;

    public FlinkPrograms(Path folder, int rpcPort, int restPort, int blobPort) throws IOException {
        this.folder = folder;
        this.settings = folder.resolve("flink-conf");
        Files.createDirectories(settings);
        Files.write(
                settings.resolve("config.yaml"),
                List.of(
                        "jobmanager.rpc.address: 127.0.0.1",
                        "jobmanager.rpc.port: " + rpcPort,
                        "jobmanager.bind-host: 127.0.0.1",
                        "rest.address: 127.0.0.1",
                        "rest.bind-address: 127.0.0.1",
                        "rest.port: " + restPort,
                        "blob.server.port: \"" + blobPort + "\"",
                        "taskmanager.host: 127.0.0.1",
                        "taskmanager.bind-host: 127.0.0.1",
                        "taskmanager.numberOfTaskSlots: 4",
                        "taskmanager.memory.process.size: 1200m",
                        "web.submit.enable: false",
                        "heartbeat.interval: 1s",
                        "heartbeat.timeout: 8s",
                        "execution.checkpointing.num-retained: 2"));
    }

    public JavaProgram jobManager() {
        return JavaProgram.start(
                "jobmanager",
                folder,
                classPath(),
                Map.of(),
                List.of(
                        "-Xmx400m",
                        "--add-opens",
                        OPENS,
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        settings.toString()));
    }

    public JavaProgram taskManager() {
        List<String> arguments = taskManagerArguments;
        if (arguments == null) {
            arguments = askForArguments();
            taskManagerArguments = arguments;
        }
        return JavaProgram.start("taskmanager", folder, classPath(), Map.of(), arguments);
    }

    /** Flink itself says with which memory a task manager is to be started. */
    private List<String> askForArguments() {
        String said = Program.run(
                Duration.ofMinutes(1),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens",
                        OPENS,
                        "-cp",
                        classPath(),
                        "org.apache.flink.runtime.util.bash.BashJavaUtils",
                        "GET_TM_RESOURCE_PARAMS",
                        "--configDir",
                        settings.toString()));
        List<String> results = said.lines()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .toList();
        List<String> arguments = new ArrayList<>(words(results.get(0)).toList());
        arguments.addAll(List.of(
                "--add-opens",
                OPENS,
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                settings.toString()));
        arguments.addAll(words(results.get(1)).toList());
        return arguments;
    }

    /** What a role sends to the cluster with its jobs. */
    public static Path jobJar() throws IOException {
        Path target = Path.of("..", "streaming", "target").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-job.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("no job jar in " + target + " (expected: a built streaming)"));
        }
    }

    private static String classPath() {
        return Arrays.stream(JavaProgram.classPath().split(File.pathSeparator))
                .filter(entry -> DISTRIBUTION
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> words(String line) {
        return Arrays.stream(line.strip().split("\\s+"));
    }
}
