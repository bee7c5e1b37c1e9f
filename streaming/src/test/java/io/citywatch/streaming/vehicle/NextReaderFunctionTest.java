package io.citywatch.streaming.vehicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.model.DeviceId;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.model.json.Json;
import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NextReaderFunctionTest {
    private static final MessageStamp STAMP = new MessageStamp("here", "m1", 1_000, 1_001, 999);

    private KeyedOneInputStreamOperatorTestHarness<String, ReaderNews, KeyedBytes> operator;

    @BeforeEach
    void open() throws Exception {
        operator = harness();
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void tellsAPursuitWhereTrafficOfItsWayGoesOnTo() throws Exception {
        learn("here", "west", "east", 40, 30);
        learn("here", "east", "west", 50, 60);
        learn("elsewhere", "west", "north", 10, 90);

        ask(new LastReaders("here", "west", null), List.of());

        List<Map<String, Object>> next = nextReaders(0);
        assertThat(next.get(0)).containsEntry("reader", "east").containsEntry("seconds", 30);
        assertThat((double) next.get(0).get("probability")).isGreaterThan(0.9);
        assertThat(next).extracting(one -> one.get("reader")).startsWith("east");
        assertThat(next.stream()
                        .mapToDouble(one -> (double) one.get("probability"))
                        .sum())
                .isCloseTo(1, within(0.01));
    }

    @Test
    void saysWhatTheStreetsSayWhereItLearntNothing() throws Exception {
        ask(
                new LastReaders("here", null, null),
                List.of(
                        new Expected("south", 0.994, 44.4),
                        new Expected("west", 0.003, 20),
                        new Expected("east", 0.002, 30),
                        new Expected("far", 0.001, 1)));

        assertThat(nextReaders(0).get(0)).isEqualTo(Map.of("reader", "south", "probability", 0.994, "seconds", 44));
        assertThat(nextReaders(0))
                .as("three, however unlikely, and no more of those")
                .extracting(one -> one.get("reader"))
                .containsExactly("south", "west", "east");
    }

    @Test
    void leavesAPursuitAsItIsWhereNothingIsKnown() throws Exception {
        ask(null, List.of());

        assertThat(said(0).evidence()).containsOnlyKeys("plate");
        assertThat(said(0).devices()).containsExactly(new DeviceId("here"));
    }

    @Test
    void remembersOverARestart() throws Exception {
        learn("here", "west", "east", 5, 30);
        OperatorSubtaskState checkpoint = operator.snapshot(1, 1);
        operator.close();
        operator = harness();
        operator.initializeState(checkpoint);
        operator.open();

        ask(new LastReaders("here", "west", null), List.of());

        assertThat(nextReaders(0)).extracting(one -> one.get("reader")).startsWith("east");
    }

    @Test
    void keepsToItsBoundAndTheWaysThatAreRidden() throws Exception {
        learn("here", "west", "east", 20, 30);
        for (int i = 0; i < 2_000; i++) {
            learn("here", "w" + i, "n" + i % 7, 1, 30);
        }
        learn("here", "south", "north", 5, 30);

        assertThat(operator.numKeyedStateEntries()).isLessThan(310);
        ask(new LastReaders("here", "west", null), List.of());
        ask(new LastReaders("here", "south", null), List.of());
        assertThat(nextReaders(0).get(0)).containsEntry("reader", "east");
        assertThat(nextReaders(1).get(0)).containsEntry("reader", "north");
    }

    private void learn(String reader, String before, String next, int times, double seconds) throws Exception {
        for (int i = 0; i < times; i++) {
            operator.processElement(ReaderNews.wentOn(new LastReaders(reader, before, null), next, seconds), 0);
        }
    }

    private void ask(LastReaders trail, List<Expected> streets) throws Exception {
        Detection pursuit = new Statement(Rule.R1, Phase.RAISED, STAMP.episodeId(Rule.R1, "tag"), Subject.vehicle("P1"))
                .fact("plate", "P1")
                .say(1_001, 999, STAMP, Instant.ofEpochMilli(1_100));
        operator.processElement(ReaderNews.asked("here", trail, KeyedBytes.detection(pursuit), streets, 1), 0);
    }

    private Detection said(int place) {
        KeyedBytes entry = operator.extractOutputValues().get(place);
        return Json.read(entry.value(), Detection.class).fold(value -> value, reason -> {
            throw new AssertionError(reason);
        });
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> nextReaders(int place) {
        return (List<Map<String, Object>>) said(place).evidence().get("nextReaders");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ReaderNews, KeyedBytes> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new NextReaderFunction()), ReaderNews::reader, Types.STRING);
    }
}
