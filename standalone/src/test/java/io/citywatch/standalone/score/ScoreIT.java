package io.citywatch.standalone.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.city.CitySize;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the rules to their floors on a day of a seed that nothing was fitted on. */
class ScoreIT {
    private static final long SEED = 900_001;

    /** Recall and precision. A rule that learns for weeks is held to its floor by the seeds of the quality page. */
    private record Floor(double recall, double precision) {}

    private static final Map<String, Floor> FLOORS = Map.ofEntries(
            Map.entry("R1", new Floor(1, 1)),
            Map.entry("S1", new Floor(1, 1)),
            Map.entry("S3", new Floor(0.9, 0.9)),
            Map.entry("S5", new Floor(0.99, 0.99)),
            Map.entry("S7", new Floor(1, 1)),
            Map.entry("E1", new Floor(1, 1)),
            Map.entry("E2", new Floor(1, 1)),
            Map.entry("E5", new Floor(1, 1)),
            Map.entry("E6", new Floor(1, 1)),
            Map.entry("E7", new Floor(0.99, 0.99)),
            Map.entry("E11", new Floor(1, 1)),
            Map.entry("T1", new Floor(0.9, 0.9)),
            Map.entry("D1", new Floor(1, 1)),
            Map.entry("D3", new Floor(1, 1)));

    @Test
    void keepsEachRuleAboveItsFloor() throws Exception {
        ScoreReport report = Score.run(new Score.Options(SEED, CitySize.pilot(), 0, 1, 1, false), unused -> {});

        Map<String, String> below = new TreeMap<>();
        FLOORS.forEach((rule, floor) -> {
            ScoreReport.RuleScore score = Objects.requireNonNull(report.rules().get(rule), rule);
            assertThat(score.truth()).as(rule).isPositive();
            assertThat(score.nearMisses()).as(rule).isGreaterThanOrEqualTo(score.truth());
            boolean isGood = score.recall() != null
                    && score.precision() != null
                    && score.recall() >= floor.recall()
                    && score.precision() >= floor.precision();
            if (!isGood) {
                below.put(rule, score + " (expected: at least " + floor + ")");
            }
        });
        assertThat(below).as("seed " + SEED).isEmpty();
    }
}
