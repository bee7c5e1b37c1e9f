package io.citywatch.benchmarks;

import io.citywatch.benchmarks.detect.ThermalFrameCost;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of thermal frames alone; all of detection is another bench. */
@Command(
        name = "thermal",
        description = "CPU milliseconds to judge a thermal frame, by size.",
        mixinStandardHelpOptions = true)
final class ThermalBench implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Option(names = "--seconds", defaultValue = "10", description = "For each size; half as long before it to warm up.")
    private double seconds;

    @Override
    public Integer call() {
        Map<String, Double> millis = new ThermalFrameCost(seconds).measure();
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        answer.put("thermalFrameMillis", millis);
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        } else {
            System.err.println(millis);
        }
        return 0;
    }
}
