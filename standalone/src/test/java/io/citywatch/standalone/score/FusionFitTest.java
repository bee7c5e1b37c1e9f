package io.citywatch.standalone.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FusionFitTest {
    private static final Map<String, Double> BEFORE =
            Map.of("prior", -3.0, "smoke", 2.0, "heat", 1.5, "nuisance", -1.0);

    @Test
    void findsTheWeightsThatTheWorldHas() {
        Map<String, Double> world = Map.of("prior", -2.0, "smoke", 1.2, "heat", 2.5, "nuisance", -1.6);

        Map<String, Double> found = FusionFit.fitted(examples(world, 4_000), BEFORE, BEFORE.keySet());

        world.forEach((part, weight) -> assertThat(found.get(part)).as(part).isCloseTo(weight, Offset.offset(0.35)));
    }

    @Test
    void whatWasNeverSeenKeepsItsWeight() {
        Map<String, Double> before = new LinkedHashMap<>(BEFORE);
        before.put("press", 1.0);

        assertThat(FusionFit.fitted(examples(BEFORE, 500), before, before.keySet()))
                .containsEntry("press", 1.0);
    }

    @Test
    void nothingThatSpeaksForAFireIsMadeToSpeakAgainstIt() {
        Map<String, Double> world = Map.of("prior", 0.0, "smoke", -2.0, "heat", 2.0, "nuisance", 2.0);

        Map<String, Double> found = FusionFit.fitted(examples(world, 2_000), BEFORE, BEFORE.keySet());

        assertThat(found).containsEntry("smoke", 0.0).containsEntry("nuisance", 0.0);
    }

    @Test
    void onlyWhatIsFreeMoves() {
        Map<String, Double> world = Map.of("prior", -1.0, "smoke", 0.5, "heat", 0.5, "nuisance", -0.5);

        Map<String, Double> found = FusionFit.fitted(examples(world, 500), BEFORE, Set.of("prior"));

        assertThat(found).containsEntry("smoke", 2.0).containsEntry("heat", 1.5).containsEntry("nuisance", -1.0);
        assertThat(found.get("prior")).isNotEqualTo(-3.0);
    }

    private static List<FusionFit.Example> examples(Map<String, Double> world, int count) {
        Random random = new Random(5);
        List<FusionFit.Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<String> parts = new HashSet<>(Set.of("prior"));
            double odds = world.get("prior");
            for (String part : List.of("smoke", "heat", "nuisance")) {
                if (random.nextBoolean()) {
                    parts.add(part);
                    odds += world.get(part);
                }
            }
            examples.add(new FusionFit.Example(parts, random.nextDouble() < 1 / (1 + Math.exp(-odds))));
        }
        return examples;
    }
}
