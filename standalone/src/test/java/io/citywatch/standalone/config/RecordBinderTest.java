package io.citywatch.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a key becomes a component. */
final class RecordBinderTest {
    private static final Outer STANDARD =
            new Outer("here", Duration.ofMinutes(10), true, Mode.FULL_SPEED, null, new Inner(1.5, 7), "own");

    enum Mode {
        FULL_SPEED,
        SLOW
    }

    record Inner(double share, int mostPeople) {
        Inner {
            if (mostPeople < 1) {
                throw new IllegalArgumentException("most-people: " + mostPeople + " (expected: 1 or more)");
            }
        }
    }

    record Outer(
            String place,
            Duration repeatWindow,
            boolean loud,
            Mode mode,
            @Nullable Path mapFile,
            Inner inner,
            String secret) {}

    @Test
    void namesKeysAsDashedComponents() {
        assertThat(RecordBinder.keys("", STANDARD, Set.of("secret")))
                .extracting(key -> key.name() + "=" + key.standardText())
                .containsExactly(
                        "place=here",
                        "repeat-window=10m",
                        "loud=true",
                        "mode=full-speed",
                        "map-file=",
                        "inner.share=1.5",
                        "inner.most-people=7");
    }

    @Test
    void setsWhatIsGivenAndLeavesTheRest() {
        Map<String, String> given = Map.of(
                "level.repeat-window",
                "90s",
                "level.mode",
                "slow",
                "level.map-file",
                "/srv/map.json",
                "level.inner.most-people",
                "9",
                "level.secret",
                "no");

        Outer bound = RecordBinder.bind(
                "level", STANDARD, Set.of("level.secret"), key -> Optional.ofNullable(given.get(key)));

        assertThat(bound)
                .isEqualTo(new Outer(
                        "here",
                        Duration.ofSeconds(90),
                        true,
                        Mode.SLOW,
                        Path.of("/srv/map.json"),
                        new Inner(1.5, 9),
                        "own"));
    }

    @Test
    void namesTheKeyTheValueAndTheExpectation() {
        refused(
                "repeat-window",
                "soon",
                "citywatch.repeat-window: 'soon' (expected: a duration such as 500ms, 90s, 10m, 8h, 30d)");
        refused("loud", "yes", "citywatch.loud: 'yes' (expected: true, false)");
        refused("mode", "fast", "citywatch.mode: 'fast' (expected: full-speed, slow)");
        refused("inner.share", "much", "citywatch.inner.share: 'much' (expected: a number)");
        refused("inner.most-people", "0", "citywatch.inner.most-people: 0 (expected: 1 or more)");
    }

    private static void refused(String name, String value, String message) {
        assertThatThrownBy(() -> RecordBinder.bind(
                        "", STANDARD, Set.of(), key -> key.equals(name) ? Optional.of(value) : Optional.empty()))
                .isInstanceOf(StartFailure.class)
                .hasMessage(message);
    }
}
