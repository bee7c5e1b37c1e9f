package io.citywatch.benchmarks;

import io.citywatch.benchmarks.detect.DetectMeasurement;
import io.citywatch.benchmarks.detect.MeasuredJob;
import io.citywatch.benchmarks.detect.ThermalFrameCost;
import io.citywatch.model.json.Json;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.platform.DataFolder;
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

/** What detection costs: events a second a core, how late it speaks, and what it remembers of a full city. */
@Command(
        name = "detect",
        description = "Events a second a core through the rules, delay, and state, of a full city.",
        mixinStandardHelpOptions = true)
final class DetectBench implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Of all messages, less than 1 to try (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the job (default: ${DEFAULT-VALUE}, as the platform's own).")
    private int parallelism;

    @Option(
            names = "--jobs",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "threshold,timer,ceiling,full-city",
            description = "Only these of ${DEFAULT-VALUE}.")
    private List<String> jobs = List.of();

    private final Progress progress = new TerminalProgress(System.err);

    @Override
    public Integer call() {
        if (!(share > 0 && share <= 1)) {
            throw new StartFailure("--share: " + share + " (expected: above 0, at most 1)");
        }
        List<MeasuredJob> asked = jobs.stream().map(DetectBench::job).toList();
        Path data = Path.of(System.getProperty("citywatch.data", "data")).toAbsolutePath();
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        try (DataFolder folder = DataFolder.take(data.resolve("bench-detect"))) {
            folder.wipe();
            DetectMeasurement measurement = new DetectMeasurement(folder.root(), share, parallelism, progress::say);
            Map<String, Object> perCore = new LinkedHashMap<>();
            answer.put("eventsPerSecondPerCore", perCore);
            for (MeasuredJob measured : asked) {
                if (measured == MeasuredJob.FULL_CITY) {
                    Map<String, Object> fullCity = measurement.fullCity();
                    perCore.put("fullCity", fullCity.remove("fullCityPerCore"));
                    answer.putAll(fullCity);
                } else {
                    perCore.put(measured.text(), measurement.part(measured));
                }
                folder.wipe();
            }
        }
        answer.put("thermalFrameMillis", new ThermalFrameCost(10 * share).measure());
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        }
        return 0;
    }

    private static MeasuredJob job(String name) {
        return MeasuredJob.of(name)
                .orElseThrow(() ->
                        new StartFailure("--jobs: " + name + " (expected: some of threshold,timer,ceiling,full-city)"));
    }
}
