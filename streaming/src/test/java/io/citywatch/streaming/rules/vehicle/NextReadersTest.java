package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NextReadersTest {
    private final NextReaders rule = new NextReaders();

    @Test
    void whatIsKnownOfTheRideCountsMoreThanWhatMostDo() {
        Successors most = Successors.NONE;
        Successors fromHere = Successors.NONE;
        for (int i = 0; i < 90; i++) {
            most = rule.learn(most, "market", 100);
        }
        for (int i = 0; i < 10; i++) {
            most = rule.learn(most, "harbour", 40 + i);
            fromHere = rule.learn(fromHere, "harbour", 40 + i);
        }

        assertThat(rule.expect(List.of(most), List.of(), 1).get(0).reader()).isEqualTo("market");
        Expected first = rule.expect(List.of(most, fromHere), List.of(), 1).get(0);
        assertThat(first.reader()).isEqualTo("harbour");
        assertThat(first.probability()).isGreaterThan(0.8);
        assertThat(first.seconds()).isCloseTo(44.5, within(0.1));
    }

    @Test
    void theStreetsSpeakWhereNobodyWasWatchedYetAndTrafficByAndBy() {
        List<Expected> streets = List.of(new Expected("north", 0.7, 30), new Expected("south", 0.3, 50));

        assertThat(rule.expect(List.of(), streets, 1)).isEqualTo(streets);
        Successors learnt = rule.learn(Successors.NONE, "south", 60);
        double once = probability(rule.expect(List.of(learnt), streets, 1), "south");
        for (int i = 0; i < 200; i++) {
            learnt = rule.learn(learnt, "south", 60);
        }
        double often = probability(rule.expect(List.of(learnt), streets, 1), "south");

        assertThat(once).isCloseTo(0.426, within(0.001));
        assertThat(often).isGreaterThan(0.85);
        assertThat(rule.expect(List.of(learnt), streets, 1).stream()
                        .mapToDouble(Expected::probability)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void whatTheWayOfThisRideRulesOutIsNotExpectedThoughMostGoThere() {
        Successors most = Successors.NONE;
        for (int i = 0; i < 90; i++) {
            most = rule.learn(most, "home", 60);
        }
        for (int i = 0; i < 10; i++) {
            most = rule.learn(most, "harbour", 60);
        }
        List<Expected> streets = List.of(new Expected("harbour", 0.98, 30), new Expected("home", 0.02, 50));

        List<Expected> expected = rule.expect(List.of(most), streets, 1);

        assertThat(expected.get(0).reader()).isEqualTo("harbour");
        most = rule.learn(most, "off the map", 60);
        assertThat(probability(rule.expect(List.of(most), streets, 1), "off the map"))
                .isBetween(1e-6, 0.01);
    }

    @Test
    void whereFewGoIsExpectedAllTheSameOfWhoseWayLeadsThere() {
        Successors most = Successors.NONE;
        for (int i = 0; i < 97; i++) {
            most = rule.learn(most, "work", 60);
        }
        for (int i = 0; i < 3; i++) {
            most = rule.learn(most, "yard", 60);
        }
        List<Expected> streets = List.of(new Expected("yard", 0.9, 30), new Expected("work", 0.1, 50));

        assertThat(rule.expect(List.of(most), streets, 1).get(0).reader()).isEqualTo("yard");
    }

    @Test
    void whoRidesFasterIsThereSooner() {
        Successors learnt = rule.learn(Successors.NONE, "south", 60);

        assertThat(rule.expect(List.of(learnt), List.of(), 1.5).get(0).seconds())
                .isCloseTo(40, within(0.001));
    }

    @Test
    void aNewReaderIsLearntThoughTheListIsFull() {
        Successors learnt = Successors.NONE;
        for (int i = 0; i < 40; i++) {
            learnt = rule.learn(learnt, "r" + i, 60);
        }
        learnt = rule.learn(learnt, "new", 60);

        assertThat(learnt.each()).hasSize(NextReaders.MOST_SUCCESSORS);
        assertThat(learnt.each()).extracting(Successors.Successor::reader).contains("new");
    }

    @Test
    void oldTrafficFades() {
        Successors learnt = Successors.NONE;
        for (int i = 0; i < 20_000; i++) {
            learnt = rule.learn(learnt, "before", 60);
        }
        for (int i = 0; i < 4_000; i++) {
            learnt = rule.learn(learnt, "since", 60);
        }

        assertThat(rule.expect(List.of(learnt), List.of(), 1).get(0).reader()).isEqualTo("since");
        assertThat(learnt.times()).isLessThan(4_001);
    }

    private static double probability(List<Expected> all, String reader) {
        return all.stream()
                .filter(one -> one.reader().equals(reader))
                .mapToDouble(Expected::probability)
                .sum();
    }
}
