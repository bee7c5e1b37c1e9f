package io.citywatch.benchmarks;

import io.citywatch.benchmarks.ingest.Contender;
import io.citywatch.benchmarks.ingest.IngestMeasurement;
import io.citywatch.benchmarks.ingest.IngestPlan;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.Progress;
import io.citywatch.standalone.platform.TerminalProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The gateway beside Mosquitto and HiveMQ CE under the same load of 200-byte payloads, and without its log: messages a
 * second, PUBACK times, CPU a message, memory and time a connection. This process is the load, each server is one.
 */
@Command(
        name = "ingest",
        description = "Messages a second into the gateway, beside Mosquitto and HiveMQ CE.",
        mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--servers",
            paramLabel = "NAME",
            split = ",",
            description = "Only these of citywatch, citywatch-without-log, mosquitto, hivemq-ce.")
    private @Nullable List<String> servers;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Before each figure (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--measured",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Of each figure (default: ${DEFAULT-VALUE}).")
    private int measured;

    @Option(
            names = "--idle-connections",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Opened to see what one costs (default: ${DEFAULT-VALUE}).")
    private int idleConnections;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops of the load (default: ${DEFAULT-VALUE}).")
    private int threads;

    private final Progress progress = new TerminalProgress(System.err);

    @Override
    public Integer call() {
        IngestPlan plan = plan();
        Path data = Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        Map<String, String> missing;
        try (DataFolder folder = DataFolder.take(data.resolve("bench-ingest"))) {
            folder.wipe();
            IngestMeasurement measurement = new IngestMeasurement(plan, folder.root(), progress::say);
            answer.putAll(measurement.measure());
            missing = measurement.missing();
            folder.wipe();
        }
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
        return missing.isEmpty() ? 0 : 1;
    }

    private IngestPlan plan() {
        try {
            List<Contender> contenders = servers == null
                    ? Arrays.asList(Contender.values())
                    : servers.stream().map(Contender::of).toList();
            return new IngestPlan(
                    contenders, Duration.ofSeconds(warmUp), Duration.ofSeconds(measured), idleConnections, threads);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("bench ingest: " + e.getMessage(), e);
        }
    }
}
