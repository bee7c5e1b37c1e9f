package io.citywatch.standalone.score;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import io.citywatch.simulators.truth.NextReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How well pursuits foretell where a thief is read next: of all moments at which a wanted vehicle was read where ways
 * part, the share whose next reader was among the three that the pursuit named as likeliest; beside it the three to
 * which all traffic goes on most often from there. A reader that missed the thief foretells nothing and counts neither
 * way.
 *
 * @param moments how many there were
 * @param top3 share of them
 * @param baseline the same by frequency
 */
record Foretold(int moments, double top3, double baseline) {
    private static final int NAMED = 3;
    /** A reader hears a tag before it is passed. */
    private static final long BEFORE_MILLIS = 15_000;

    /**
     * Empty without such a moment.
     *
     * @param wrong hears of each that was not foretold
     */
    static Optional<Foretold> of(
            List<NextReader> truths,
            Map<String, List<String>> mostFrequent,
            List<Detection> detections,
            Consumer<String> wrong) {
        Map<String, List<Detection>> pursuits = new HashMap<>();
        detections.stream()
                .filter(detection -> detection.rule() == Rule.R1)
                .forEach(detection -> pursuits.computeIfAbsent(detection.key(), tag -> new ArrayList<>())
                        .add(detection));
        int moments = 0;
        int named = 0;
        int frequent = 0;
        for (NextReader truth : truths) {
            Optional<Detection> said = pursuits.getOrDefault(truth.tag(), List.of()).stream()
                    .filter(detection -> isThen(truth, detection))
                    .max(Comparator.comparing(Detection::at).thenComparing(Detection::revision));
            if (said.isEmpty()) {
                continue;
            }
            moments++;
            List<String> likeliest = likeliest(said.get());
            List<String> usual = mostFrequent.getOrDefault(truth.reader(), List.of());
            named += likeliest.contains(truth.next()) ? 1 : 0;
            if (!likeliest.contains(truth.next())) {
                wrong.accept(
                        truth + " not among " + likeliest + " (" + said.get().evidence() + "), by frequency " + usual);
            }
            frequent += usual.stream().limit(NAMED).anyMatch(truth.next()::equals) ? 1 : 0;
        }
        return moments == 0
                ? Optional.empty()
                : Optional.of(new Foretold(moments, Score.share(named, moments), Score.share(frequent, moments)));
    }

    private static boolean isThen(NextReader truth, Detection detection) {
        long at = detection.at().toEpochMilli();
        return detection.device().value().equals(truth.reader())
                && at >= truth.at() - BEFORE_MILLIS
                && at < truth.nextAt();
    }

    private static List<String> likeliest(Detection pursuit) {
        if (!(pursuit.evidence().get("nextReaders") instanceof List<?> next)) {
            return List.of();
        }
        return next.stream()
                .limit(NAMED)
                .map(one -> one instanceof Map<?, ?> named ? Objects.toString(named.get("reader")) : "")
                .toList();
    }
}
