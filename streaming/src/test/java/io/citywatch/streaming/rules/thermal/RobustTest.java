package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustTest {
    private final Robust robust = new Robust();

    /** With spreads below, about and above what is counted, and fires among them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 4_094, 4_095, 4_096, 9_000, 60_000})
    void isTheMedianAndTheMedianOfTheDistancesFromIt(int spread) {
        Random random = new Random(spread);
        for (int round = 0; round < 500; round++) {
            int size = 1 + random.nextInt(60);
            int fires = random.nextInt(size + 1);
            int[] values = new int[64];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1 + random.nextInt(spread + 1) + (i < fires && round % 2 == 0 ? 30_000 : 0);
            }
            int[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            int median = sorted[(size - 1) / 2];
            int[] distances = Arrays.stream(sorted)
                    .map(value -> Math.abs(value - median))
                    .sorted()
                    .toArray();

            Level level = robust.level(values, size);

            assertThat(level).as("round %d", round).isEqualTo(new Level(median, distances[(size - 1) / 2]));
        }
    }
}
