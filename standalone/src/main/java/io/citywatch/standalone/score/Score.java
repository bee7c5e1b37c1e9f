package io.citywatch.standalone.score;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.truth.TrueCity;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.streaming.rules.RuleParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Scores all rules over simulated days. */
public final class Score {
    /** Intake takes the same message of a device within this for a repeat: shown, not counted. */
    private static final long REPEAT_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int MOST_EXPLAINED = 40;
    private static final long LATE_MILLIS = 1_000;

    private final Options options;
    private final Consumer<String> say;

    /**
     * What to score.
     *
     * @param warmUpDays before them that are not scored
     * @param noise how many times as much of it as usual
     * @param explains whether each miss, each false detection and each late one is told of
     */
    public record Options(long seed, CitySize size, int warmUpDays, int days, double noise, boolean explains) {}

    Score(Options options, Consumer<String> say) {
        this.options = options;
        this.say = say;
    }

    /** @param say hears what is done, for people */
    public static ScoreReport run(Options options, Consumer<String> say) throws InterruptedException {
        return new Score(options, say).run();
    }

    private ScoreReport run() throws InterruptedException {
        ScoredDays scored = ScoredDays.run(options, RuleParameters.DEFAULTS, say);
        TrueCity city = scored.city();
        Foretold foretold = Foretold.of(
                        city.nextReaders(),
                        city.mostFrequentNext(),
                        scored.detections(),
                        wrong -> explain("next reader: " + wrong))
                .orElse(null);
        return new ScoreReport(
                options.seed(),
                options.days(),
                options.warmUpDays(),
                options.noise(),
                scored.messages(),
                Math.rint(scored.seconds() * 10) / 10,
                rules(city.labels(), raised(scored.detections(), city.calendar().start())),
                foretold == null ? null : foretold.moments(),
                foretold == null ? null : foretold.top3(),
                foretold == null ? null : foretold.baseline());
    }

    /** What was raised in scored days, by rule; a repeat of a message that an alarm came from is none of its own. */
    static Map<String, List<Detection>> raised(List<Detection> detections, long start) {
        Map<String, List<Detection>> raised = new HashMap<>();
        Map<String, Long> known = new HashMap<>();
        for (Detection detection : detections) {
            if (detection.phase() != Phase.RAISED || detection.revision() < start) {
                continue;
            }
            if (detection.rule().isMomentary()) {
                String message = detection.rule() + " " + detection.device() + " " + detection.identity();
                Long before = known.putIfAbsent(message, detection.revision());
                if (before != null && Math.abs(detection.revision() - before) < REPEAT_MILLIS) {
                    continue;
                }
            }
            raised.computeIfAbsent(detection.rule().name(), unused -> new ArrayList<>())
                    .add(detection);
        }
        return raised;
    }

    /** What detections, by their rules, come to against what is true. */
    Map<String, ScoreReport.RuleScore> rules(List<Label> labels, Map<String, List<Detection>> raised) {
        Set<String> rules = new TreeSet<>(raised.keySet());
        labels.forEach(label -> rules.add(label.rule()));
        Map<String, ScoreReport.RuleScore> scores =
                new TreeMap<>(java.util.Comparator.<String>comparingInt(rule -> "RSETD".indexOf(rule.charAt(0)))
                        .thenComparingInt(rule -> Integer.parseInt(rule.substring(1))));
        for (String rule : rules) {
            List<Label> own =
                    labels.stream().filter(label -> label.rule().equals(rule)).toList();
            scores.put(rule, score(rule, own, raised.getOrDefault(rule, List.of())));
        }
        return scores;
    }

    private ScoreReport.RuleScore score(String rule, List<Label> labels, List<Detection> raised) {
        Matching matching = new Matching(labels, raised);
        int truth = count(labels, Label.Kind.TRUTH);
        int found = matching.found().size();
        int wrong = matching.wrong().size();
        if (options.explains()) {
            explain(rule, matching);
        }
        return new ScoreReport.RuleScore(
                truth,
                count(labels, Label.Kind.NEAR_MISS),
                found,
                raised.size(),
                matching.nearMissesRaised(),
                truth == 0 ? null : (Double) share(found, truth),
                found + wrong == 0 ? null : (Double) share(found, found + wrong),
                share(wrong, options.days()),
                found == 0 ? null : ScoreReport.Delay.of(matching.delays()));
    }

    private void explain(String line) {
        if (options.explains()) {
            say.accept(line);
        }
    }

    private void explain(String rule, Matching matching) {
        matching.missed().stream()
                .limit(MOST_EXPLAINED)
                .forEach(label -> say.accept(rule + " missed at " + java.time.Instant.ofEpochMilli(label.at()) + " "
                        + label.story() + " " + label.subjects()));
        matching.wrong().stream()
                .limit(MOST_EXPLAINED)
                .forEach(detection -> say.accept(rule + " false at "
                        + java.time.Instant.ofEpochMilli(detection.revision()) + " "
                        + detection.subject().id() + " " + detection.devices() + " " + detection.evidence()));
        matching.found().forEach((label, detection) -> {
            long late = detection.revision() - label.at();
            if (late > LATE_MILLIS) {
                say.accept(rule + " late by " + late + " ms at " + java.time.Instant.ofEpochMilli(label.at()) + " "
                        + label.story() + " " + label.subjects() + " " + detection.evidence());
            }
        });
    }

    private static int count(List<Label> labels, Label.Kind kind) {
        return (int) labels.stream().filter(label -> label.kind() == kind).count();
    }

    static double share(int part, int whole) {
        return Math.rint(10_000.0 * part / whole) / 10_000;
    }
}
