package io.citywatch.standalone.cli;

import io.citywatch.model.json.Json;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.standalone.platform.TerminalProgress;
import io.citywatch.standalone.score.FusionFit;
import io.citywatch.standalone.score.Score;
import io.citywatch.standalone.score.ScoreReport;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Simulated days with known truth through the real pipeline. */
@Command(
        name = "score",
        description = "Days of the pilot city whose truth is known, through the real pipeline: how good the rules are.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 31;
    private static final int COLUMNS = 9;
    private static final String PLAIN = "%-4s %6s %11s %6s %6s %9s %11s %7s %7s";
    private static final String FITTED = "%-16s %8s %10s %6s %7s%n";
    private static final String MARKDOWN = "| %s | %s | %s | %s | %s | %s | %s | %s | %s |";

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the city (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--days", paramLabel = "D", defaultValue = "7", description = "To score (${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--warm-up",
            paramLabel = "D",
            defaultValue = "28",
            description = "Days before them from which the rules learn (${DEFAULT-VALUE}).")
    private int warmUpDays;

    @Option(
            names = "--noise",
            paramLabel = "F",
            defaultValue = "1",
            description =
                    "Times as many reads missed, stray and doubled, messages late and repeated (${DEFAULT-VALUE}).")
    private double noise;

    @Option(
            names = "--explain",
            description = "Tell of each truth that was missed or found late, and each false detection.")
    private boolean explains;

    @Option(names = "--markdown", description = "The table as the page docs/detection-quality.md has it.")
    private boolean markdown;

    @Option(
            names = "--fit-fusion",
            description = "Instead of scoring, fit the weights of the fused fire (S6) to these days.")
    private boolean fitsFusion;

    @Option(names = "--json", description = "One JSON object on stdout at the end.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Terminal terminal;

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        require("--days", days, 1, MOST_DAYS);
        require("--warm-up", warmUpDays, 0, MOST_DAYS);
        require("--noise", noise, 0, 5);
        TerminalProgress progress = new TerminalProgress(terminal.err());
        Score.Options options = new Score.Options(seed, CitySize.pilot(), warmUpDays, days, noise, explains);
        if (fitsFusion) {
            say(FusionFit.run(options, progress::say));
            return 0;
        }
        ScoreReport report = Score.run(options, progress::say);
        if (json) {
            sayJson(report);
            return 0;
        }
        String layout = markdown ? MARKDOWN : PLAIN;
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        layout,
                        "rule",
                        "truths",
                        "near misses",
                        "found",
                        "recall",
                        "precision",
                        "false a day",
                        "p50 ms",
                        "p99 ms"));
        if (markdown) {
            terminal.out().println("|---" + "|--:".repeat(COLUMNS - 1) + "|");
        }
        report.rules().forEach((rule, score) -> terminal.out().println(line(layout, rule, score)));
        return 0;
    }

    private void sayJson(Object answer) {
        terminal.out().println(new String(Json.write(answer), StandardCharsets.UTF_8));
    }

    private void say(FusionFit.Result fit) {
        if (json) {
            sayJson(fit);
            return;
        }
        terminal.out().printf(Locale.ROOT, FITTED, "part", "weight", "catalogue", "fires", "others");
        fit.weights()
                .forEach((part, weight) -> terminal.out()
                        .printf(
                                Locale.ROOT,
                                FITTED,
                                part,
                                weight.weight(),
                                weight.catalogue(),
                                weight.fires(),
                                weight.others()));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%d fires, %d others; log loss %.4f, with the catalogue's weights %.4f%n",
                        fit.fires(),
                        fit.others(),
                        fit.logLoss(),
                        fit.logLossBefore());
    }

    private static String line(String layout, String rule, ScoreReport.RuleScore score) {
        ScoreReport.Delay delay = score.delayMillis();
        return String.format(
                Locale.ROOT,
                layout,
                rule,
                score.truth(),
                score.nearMisses(),
                score.detected(),
                shown(score.recall()),
                shown(score.precision()),
                String.format(Locale.ROOT, "%.2f", score.falsePerDay()),
                delay == null ? "" : delay.p50(),
                delay == null ? "" : delay.p99());
    }

    private static String shown(@Nullable Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.3f", share);
    }

    private void require(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
