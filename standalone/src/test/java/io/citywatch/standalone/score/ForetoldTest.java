package io.citywatch.standalone.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.simulators.truth.NextReader;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForetoldTest {
    private static final NextReader TRUTH = new NextReader("tag-1", "rd-1", 100_000, "rd-5", 160_000);

    private final List<Detection> said = new ArrayList<>();

    @Test
    void itCountsIfItIsAmongTheThreeLikeliest() {
        pursuit("rd-1", 101_000, "rd-2", "rd-3", "rd-5");

        assertThat(foretold("rd-2", "rd-3", "rd-4", "rd-5")).isEqualTo(new Foretold(1, 1, 0));
    }

    @Test
    void theFourthIsNotAmongThem() {
        pursuit("rd-1", 101_000, "rd-2", "rd-3", "rd-4", "rd-5");

        assertThat(foretold("rd-5")).isEqualTo(new Foretold(1, 0, 1));
    }

    @Test
    void theLastWordBeforeItIsReadThereIsTheOneThatCounts() {
        pursuit("rd-1", 101_000, "rd-2");
        pursuit("rd-1", 104_000, "rd-5");
        pursuit("rd-1", 160_000, "rd-2");

        assertThat(foretold()).isEqualTo(new Foretold(1, 1, 0));
    }

    @Test
    void aPursuitThatNamesNobodyIsWrong() {
        pursuit("rd-1", 101_000);

        assertThat(foretold()).isEqualTo(new Foretold(1, 0, 0));
    }

    @Test
    void aReaderThatMissedTheThiefForetellsNothing() {
        pursuit("rd-2", 101_000, "rd-5");
        pursuit("rd-1", 40_000, "rd-5");

        assertThat(Foretold.of(List.of(TRUTH), Map.of(), said, wrong -> {})).isEmpty();
    }

    private Foretold foretold(String... frequent) {
        return Foretold.of(List.of(TRUTH), Map.of("rd-1", List.of(frequent)), said, wrong -> {})
                .orElseThrow();
    }

    private void pursuit(String reader, long at, String... next) {
        Statement statement = new Statement(
                        Rule.R1, Phase.UPDATED, "0123456789abcdef0123456789abcdef", Subject.vehicle("plate-1"))
                .key("tag-1");
        if (next.length > 0) {
            statement.fact(
                    "nextReaders",
                    List.of(next).stream().map(one -> Map.of("reader", one)).toList());
        }
        said.add(statement.say(at, at, new MessageStamp(reader, at + "@a", at, at, at), Instant.EPOCH));
    }
}
