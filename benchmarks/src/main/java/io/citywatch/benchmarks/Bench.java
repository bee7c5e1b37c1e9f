package io.citywatch.benchmarks;

import io.citywatch.standalone.config.StartFailure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./citywatch bench NAME}. */
@Command(
        name = "bench",
        description = "Measures, beside peers where there are any.",
        subcommands = {
            IngestBench.class,
            DetectBench.class,
            EndToEndBench.class,
            CodecBench.class,
            ThermalBench.class,
            NearestBench.class,
            PageBench.class,
            CommandLine.HelpCommand.class
        })
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StartFailure) {
                command.getErr().println("citywatch: " + failure.getMessage());
            } else {
                LoggerFactory.getLogger(Bench.class).error("bench failed", failure);
            }
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }
}
