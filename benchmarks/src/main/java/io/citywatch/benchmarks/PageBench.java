package io.citywatch.benchmarks;

import io.citywatch.benchmarks.page.PageMeasurement;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.LeftoverPostgres;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PostgresServer;
import io.citywatch.standalone.platform.Progress;
import io.citywatch.standalone.platform.TerminalProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long it takes to page many people at once through a provider that takes its time. */
@Command(
        name = "page",
        description = "Milliseconds to page many people at once, each with a row, beside a bare HTTP client.",
        mixinStandardHelpOptions = true)
final class PageBench implements Callable<Integer> {
    private static final List<Integer> LATENCIES = List.of(50, 500);

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "700",
            description = "Who are paged (default: ${DEFAULT-VALUE}).")
    private int people;

    private final Progress progress = new TerminalProgress(System.err);

    @Override
    public Integer call() throws Exception {
        Path data = Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        try (DataFolder folder = DataFolder.take(data.resolve("bench"))) {
            LeftoverPostgres.stop(folder.resolve(Platform.POSTGRES));
            folder.wipe();
            try (PostgresServer records = PostgresServer.start(
                    folder.resolve(Platform.POSTGRES),
                    data.resolve("postgresql"),
                    Ports.free().postgres())) {
                answer.put("runs", PageMeasurement.run(records, people, LATENCIES, progress::say));
            }
            folder.wipe();
        }
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
        return 0;
    }
}
