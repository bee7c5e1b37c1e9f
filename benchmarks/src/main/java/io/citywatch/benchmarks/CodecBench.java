package io.citywatch.benchmarks;

import io.citywatch.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** JMH over the codecs; its own report goes to stderr's file, the figures to stdout. */
@Command(name = "codec", description = "Nanoseconds to check one message (JMH).", mixinStandardHelpOptions = true)
final class CodecBench implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws RunnerException, IOException {
        Path report = Files.createTempFile("codec-bench", ".log");
        Map<String, Object> nanos = new LinkedHashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName())
                        .output(report.toString())
                        .build())
                .run()) {
            nanos.put(
                    result.getPrimaryResult().getLabel(),
                    Math.round(result.getPrimaryResult().getScore()));
        }
        Map<String, Object> answer = new LinkedHashMap<>(Machine.describe());
        answer.put("nanosPerOperation", nanos);
        if (json) {
            System.out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
        } else {
            System.err.println(nanos + "  (JMH's own report: " + report + ")");
        }
        return 0;
    }
}
