package io.citywatch.benchmarks;

import io.citywatch.benchmarks.nearest.NearestMeasurement;
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

/** How long it takes to know who is nearest, by road and otherwise, and how often the straight line is wrong. */
@Command(
        name = "nearest",
        description = "Milliseconds to rank the nearest responders by road, beside great circle and PostGIS.",
        mixinStandardHelpOptions = true)
final class NearestBench implements Callable<Integer> {
    private static final List<Integer> PEOPLE = List.of(5_000, 100_000);

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--edges",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Stretches of road, at least (default: ${DEFAULT-VALUE}).")
    private int edges;

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
                NearestMeasurement measured = NearestMeasurement.run(
                        records, folder.resolve("postgis"), Ports.free().postgres(), edges, PEOPLE, progress::say);
                answer.put("runs", measured.runs());
                answer.put("greatCircleWrongShare", measured.greatCircleWrongShare());
                answer.put("missing", measured.missing());
            }
            folder.wipe();
        }
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
        return 0;
    }
}
