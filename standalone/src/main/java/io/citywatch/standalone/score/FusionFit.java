package io.citywatch.standalone.score;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.truth.script.Label;
import io.citywatch.streaming.rules.FusionParameters;
import io.citywatch.streaming.rules.RuleParameters;
import io.citywatch.streaming.rules.fusion.FireEvidence;
import io.citywatch.streaming.rules.fusion.FireFusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Fits the weights of S6 to simulated days. The job says what meets at each place where a single thing speaks for a fire;
 * the truth says which were fires; logistic regression finds the log odds of each part. The catalogue's weights are its
 * prior (a normal distribution, one wide), so a part that was hardly seen keeps its weight. How many fires there are among
 * all that smokes is the simulator's choice and not the city's: the prior of S6 is shown as it was found, and not for use.
 */
public final class FusionFit {
    private static final double WIDTH = 1;
    private static final double PRIOR_WIDTH = 3;
    private static final int SWEEPS = 500;
    /** So low that everything is told of. */
    private static final double NO_BOUND = -19;

    private final FusionParameters catalogue = FusionParameters.DEFAULTS;

    private FusionFit() {}

    /** What met at a place, by the names of the parts, and whether it was a fire. */
    record Example(Set<String> parts, boolean isFire) {}

    /**
     * A weight.
     *
     * @param weight that was found
     * @param catalogue what it was before
     * @param fires how many fires had this part
     * @param others how many other places
     */
    public record Weight(double weight, double catalogue, int fires, int others) {}

    /**
     * What was found.
     *
     * @param weights by the names of the parts, the prior first
     * @param logLossBefore mean of the negative log likelihood with the catalogue's weights and the best prior
     * @param logLoss with those that were found
     */
    public record Result(
            long seed,
            int days,
            int fires,
            int others,
            Map<String, Weight> weights,
            double logLossBefore,
            double logLoss) {}

    /** @param say hears what is done, for people */
    public static Result run(Score.Options options, Consumer<String> say) throws InterruptedException {
        FusionFit fit = new FusionFit();
        ScoredDays scored = ScoredDays.run(options, RuleParameters.DEFAULTS.with(fit.talkative()), say);
        List<Label> labels = scored.city().labels().stream()
                .filter(label -> label.rule().equals(Rule.S6.name()))
                .toList();
        long start = scored.city().calendar().start();
        List<Detection> said = scored.detections().stream()
                .filter(detection -> detection.rule() == Rule.S6 && detection.revision() >= start)
                .toList();
        return fit.fit(options, examples(labels, said));
    }

    private FusionParameters talkative() {
        return new FusionParameters(
                catalogue.prior(),
                catalogue.smoke(),
                catalogue.secondDetector(),
                catalogue.hotSpot(),
                catalogue.heat(),
                catalogue.mainsLost(),
                catalogue.press(),
                catalogue.nuisance(),
                NO_BOUND,
                catalogue.confirmed(),
                catalogue.nearMeters(),
                catalogue.within(),
                catalogue.nuisanceKept(),
                catalogue.quiet());
    }

    /** Of each place what it came to at its strongest; what the catalogue leaves open teaches nothing. */
    static List<Example> examples(List<Label> labels, List<Detection> said) {
        Map<String, Detection> strongest = new LinkedHashMap<>();
        for (Detection detection : said) {
            strongest.merge(
                    detection.id(), detection, (one, other) -> probability(other) > probability(one) ? other : one);
        }
        List<Example> examples = new ArrayList<>();
        for (Detection detection : strongest.values()) {
            Set<Label.Kind> kinds = labels.stream()
                    .filter(label -> Matching.isAbout(label, detection))
                    .map(Label::kind)
                    .collect(Collectors.toSet());
            if (kinds.contains(Label.Kind.TRUTH) || !kinds.contains(Label.Kind.OPEN)) {
                examples.add(new Example(parts(detection), kinds.contains(Label.Kind.TRUTH)));
            }
        }
        return examples;
    }

    private static double probability(Detection detection) {
        return detection.evidence().get("probability") instanceof Number number ? number.doubleValue() : 0;
    }

    private static Set<String> parts(Detection detection) {
        return detection.evidence().get("parts") instanceof List<?> parts
                ? parts.stream()
                        .map(part -> Objects.toString(part).split(" ")[0])
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private Map<String, Double> ofCatalogue() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put(FireFusion.PRIOR, catalogue.prior());
        for (FireEvidence.Sort sort : FireEvidence.Sort.values()) {
            weights.put(sort.text(), sort.weightIn(catalogue));
        }
        return weights;
    }

    private Result fit(Score.Options options, List<Example> examples) {
        if (examples.isEmpty()) {
            throw new IllegalStateException("no smoke on these days (expected: at least one scored day)");
        }
        Map<String, Double> before = ofCatalogue();
        Map<String, Double> onlyPrior = fitted(examples, before, Set.of(FireFusion.PRIOR));
        Map<String, Double> found = fitted(examples, before, before.keySet());
        Map<String, Weight> weights = new LinkedHashMap<>();
        found.forEach((part, weight) -> weights.put(
                part,
                new Weight(
                        Math.rint(weight * 100) / 100,
                        Objects.requireNonNull(before.get(part)),
                        count(examples, part, true),
                        count(examples, part, false))));
        int fires = count(examples, FireFusion.PRIOR, true);
        return new Result(
                options.seed(),
                options.days(),
                fires,
                examples.size() - fires,
                weights,
                Math.rint(loss(examples, onlyPrior) * 1e4) / 1e4,
                Math.rint(loss(examples, found) * 1e4) / 1e4);
    }

    private static int count(List<Example> examples, String part, boolean isFire) {
        return (int) examples.stream()
                .filter(example -> example.isFire() == isFire && example.parts().contains(part))
                .count();
    }

    /** One weight after the other by a step of Newton's method, round by round; none changes its sign. */
    static Map<String, Double> fitted(List<Example> examples, Map<String, Double> before, Set<String> free) {
        Map<String, Double> weights = new LinkedHashMap<>(before);
        List<String> parts = free.stream().sorted(Comparator.naturalOrder()).toList();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (String part : parts) {
                double at = weights.getOrDefault(part, 0.0);
                double from = before.getOrDefault(part, 0.0);
                double width = part.equals(FireFusion.PRIOR) ? PRIOR_WIDTH : WIDTH;
                double slope = (at - from) / (width * width);
                double bend = 1 / (width * width);
                for (Example example : examples) {
                    if (example.parts().contains(part)) {
                        double likely = likely(example, weights);
                        slope += likely - (example.isFire() ? 1 : 0);
                        bend += likely * (1 - likely);
                    }
                }
                double next = at - slope / bend;
                weights.put(part, from < 0 ? Math.min(0, next) : Math.max(0, next));
            }
        }
        return weights;
    }

    private static double loss(List<Example> examples, Map<String, Double> weights) {
        return examples.stream()
                .mapToDouble(example -> {
                    double likely = likely(example, weights);
                    return -Math.log(example.isFire() ? likely : 1 - likely);
                })
                .average()
                .orElse(0);
    }

    private static double likely(Example example, Map<String, Double> weights) {
        double odds = example.parts().stream()
                .mapToDouble(part -> weights.getOrDefault(part, 0.0))
                .sum();
        return 1 / (1 + Math.exp(-odds));
    }
}
