package io.citywatch.standalone.cli;

import io.citywatch.model.json.Json;
import io.citywatch.standalone.platform.TerminalProgress;
import io.citywatch.standalone.replay.RecordedReplay;
import io.citywatch.standalone.replay.ReplayReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recorded messages through the real pipeline. */
@Command(
        name = "replay",
        description = "Recorded messages through the real pipeline, by their own times; nobody is paged.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--telemetry",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines: topic, receivedAt, payload; in the order of receivedAt.")
    @SuppressWarnings("NullAway.Init") // required
    private Path telemetry;

    @Option(
            names = "--registry",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines: type (device, vehicle, elder, responder, theft-report, area) and its body.")
    @SuppressWarnings("NullAway.Init") // required
    private Path registry;

    @Option(
            names = "--roads",
            paramLabel = "FILE",
            description =
                    "The streets, as OpenStreetMap has them: .osm, .osm.gz, .osm.pbf. Without them distances are as the"
                            + " crow flies.")
    private @Nullable Path roads;

    @Option(names = "--json", description = "One JSON object on stdout at the end.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Terminal terminal;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        requireFile("--telemetry", telemetry);
        requireFile("--registry", registry);
        if (roads != null) {
            requireFile("--roads", roads);
        }
        TerminalProgress progress = new TerminalProgress(terminal.err());
        ReplayReport report = RecordedReplay.run(telemetry, registry, roads, progress::say);
        if (json) {
            terminal.out().println(new String(Json.write(report), StandardCharsets.UTF_8));
        } else {
            report.detections()
                    .forEach(detection -> terminal.out()
                            .println(detection.at() + " " + detection.rule() + " " + detection.phase() + " "
                                    + detection.subject().type() + " "
                                    + detection.subject().id()));
            report.deadLetters().forEach(bad -> progress.say("  line " + bad.line() + ": " + bad.reason()));
        }
        return 0;
    }

    private void requireFile(String option, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + file + " (expected: a file that can be read)");
        }
    }
}
