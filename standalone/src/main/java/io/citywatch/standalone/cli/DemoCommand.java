package io.citywatch.standalone.cli;

import io.citywatch.model.json.Json;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.standalone.config.Ports;
import io.citywatch.standalone.config.StartFailure;
import io.citywatch.standalone.demo.Demo;
import io.citywatch.standalone.demo.DemoOptions;
import io.citywatch.standalone.demo.DemoReport;
import io.citywatch.standalone.platform.TerminalProgress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole platform with a simulated city on the real clock. */
@Command(
        name = "demo",
        description = "Runs the whole platform with a simulated city on 127.0.0.1, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** The last story begins at least so long before the end, so that it can be finished. */
    private static final Duration ENDING = Duration.ofSeconds(150);

    @Option(names = "--minutes", paramLabel = "N", description = "End after N minutes, and finish what is under way.")
    private @Nullable Integer minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which city, and which stories; another than last time starts afresh. By default the last.")
    private @Nullable Long seed;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "Console on N, MQTT on N+1, the rest up to N+7. By default any that are free.")
    private @Nullable Integer portBase;

    @Option(
            names = "--size",
            paramLabel = "pilot|small|full",
            description = "How much of a city; another than last time needs --fresh.",
            defaultValue = "pilot",
            converter = Size.class)
    private CitySize size = CitySize.pilot();

    @Option(names = "--fresh", description = "Forget what earlier demos left in data/demo.")
    private boolean fresh;

    @Option(names = "--json", description = "One JSON object on stdout at the end.")
    private boolean json;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (minutes != null && minutes < 1) {
            throw new StartFailure("--minutes: " + minutes + " (expected: 1 or more)");
        }
        TerminalProgress progress = new TerminalProgress(terminal.err());
        Path data = CommandLineData.folder();
        DemoOptions options = new DemoOptions(
                seed,
                size,
                portBase == null ? Ports.free() : Ports.from(portBase),
                data.resolve("demo"),
                data.resolve("postgresql"),
                fresh,
                minutes == null ? null : telling(Duration.ofMinutes(minutes)),
                CommandLineData.startedAtMillis());
        Shutdown shutdown = Shutdown.onSignal();
        try (Demo demo = Demo.start(options, progress)) {
            progress.say("console  " + demo.access().consoleUrl() + "   devices  "
                    + demo.access().mqttUrl() + "   tokens  " + options.folder().resolve("access.json"));
            progress.say(demo.signIns());
            return untilTheEnd(demo, shutdown, progress);
        } finally {
            shutdown.done();
        }
    }

    private int untilTheEnd(Demo demo, Shutdown shutdown, TerminalProgress progress) {
        boolean closed = true;
        if (minutes == null) {
            shutdown.await();
        } else {
            Duration whole = Duration.ofMinutes(minutes);
            Duration telling = telling(whole);
            if (!shutdown.await(telling)) {
                progress.say("no new stories; finishing what is under way");
                closed = demo.finish(whole.minus(telling).plus(ENDING));
            }
        }
        DemoReport report = demo.report();
        tell(report, progress);
        if (json) {
            terminal.out().println(new String(Json.write(report), StandardCharsets.UTF_8));
        }
        if (minutes != null && (!closed || report.wrong() > 0)) {
            progress.say("citywatch: the demo did not end as it should: "
                    + (closed ? "" : "incidents were still open; ") + report.wrong()
                    + " scenes were not seen as they were, or were seen though they were not");
            report.truth().stream().filter(one -> !one.right()).forEach(one -> progress.say("  " + one));
            report.surplus().forEach(text -> progress.say("  " + text));
            return 1;
        }
        return 0;
    }

    private static final class Size implements CommandLine.ITypeConverter<CitySize> {
        @Override
        public CitySize convert(String value) {
            return switch (value) {
                case "pilot" -> CitySize.pilot();
                case "small" -> CitySize.small();
                case "full" -> CitySize.full();
                default ->
                    throw new CommandLine.TypeConversionException("'" + value + "' (expected: pilot, small, full)");
            };
        }
    }

    /** How long new stories are told; the rest is for finishing them. */
    private static Duration telling(Duration whole) {
        return whole.compareTo(ENDING.multipliedBy(2)) > 0 ? whole.minus(ENDING) : whole.dividedBy(2);
    }

    private static void tell(DemoReport report, TerminalProgress progress) {
        report.families()
                .forEach((name, family) -> progress.say(String.format(
                        Locale.ROOT,
                        "  %-8s %d incidents, %d offers, %d accepted, %d resolved",
                        name,
                        family.incidents(),
                        family.offers(),
                        family.accepted(),
                        family.resolved())));
        if (!report.rules().isEmpty()) {
            progress.say(report.rules().entrySet().stream()
                    .map(rule -> rule.getKey() + " " + rule.getValue().raised() + "/"
                            + rule.getValue().expected())
                    .collect(Collectors.joining("  ", "  rules raised of expected: ", "")));
        }
        progress.say(String.format(
                Locale.ROOT,
                "  %,d messages, %d detections; press to offer p50 %.1f ms, p99 %.1f ms of %d; %d of %d scenes right",
                report.messages(),
                report.detections(),
                report.pressToOfferMillis().p50(),
                report.pressToOfferMillis().p99(),
                report.pressToOfferMillis().count(),
                report.truth().stream().filter(DemoReport.Truth::right).count(),
                report.truth().size()));
    }
}
