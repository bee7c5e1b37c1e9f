package io.citywatch.simulators.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.simulators.city.CitySize;
import io.citywatch.simulators.truth.script.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrueCityTest {
    /** All but T1 and T2, which are true only once a camera has looked. */
    private static final List<String> RULES = List.of(
            "R1", "R2", "R4", "R5", "R6", "R7", "R9", "R10", "R11", "R13", "R14", "S1", "S2", "S3", "S5", "S6", "S7",
            "S9", "E1", "E2", "E3", "E5", "E6", "E7", "E8", "E9", "E10", "T3", "D1", "D2", "D3", "D4");

    @Test
    void hasAtLeastAsManyNearMissesAsTruthsOfEachRule() {
        Map<String, Integer> truths = new TreeMap<>();
        Map<String, Integer> nearMisses = new HashMap<>();
        for (Label label : city(7, 2, 1).labels()) {
            if (label.kind() == Label.Kind.TRUTH) {
                truths.merge(label.rule(), 1, Integer::sum);
            } else if (label.kind() == Label.Kind.NEAR_MISS) {
                nearMisses.merge(label.rule(), 1, Integer::sum);
            }
        }

        assertThat(truths).containsKeys(RULES.toArray(String[]::new));
        truths.forEach((rule, truth) ->
                assertThat(nearMisses.getOrDefault(rule, 0)).as(rule).isGreaterThanOrEqualTo(truth));
    }

    @Test
    void isTheSameForTheSameSeedAndInTheOrderOfReceipt() {
        List<Recorded> once = hours(city(3, 1, 1), 1);

        assertThat(once).extracting(Recorded::receivedAt).isSorted();
        assertThat(texts(hours(city(3, 1, 1), 1))).isEqualTo(texts(once));
        assertThat(texts(hours(city(4, 1, 1), 1))).isNotEqualTo(texts(once));
    }

    @Test
    void knowsWhereThievesRideNextWhereWaysPart() {
        TrueCity city = city(7, 7, 1);

        assertThat(city.nextReaders())
                .hasSizeGreaterThan(20)
                .allSatisfy(next -> assertThat(next.next()).isNotEqualTo(next.reader()));
    }

    @Test
    void losesDoublesAndDelaysAsMuchAsItSays() {
        List<Recorded> hours = hours(city(5, 1, 1), 2);
        long repeats = hours.size() - texts(hours).stream().distinct().count();

        assertThat((double) repeats / hours.size()).isBetween(0.03, 0.07);
        assertThat(texts(hours(city(5, 1, 0), 1))).doesNotHaveDuplicates();
    }

    private static List<String> texts(List<Recorded> messages) {
        return messages.stream()
                .map(message -> message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private static TrueCity city(long seed, int days, double noise) {
        return TrueCity.of(seed, CitySize.pilot(), 0, days, noise);
    }

    private static List<Recorded> hours(TrueCity city, int hours) {
        List<Recorded> all = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            all.addAll(city.nextHour());
        }
        return all;
    }
}
