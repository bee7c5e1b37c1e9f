package io.citywatch.streaming.rules.thermal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.streaming.rules.SpotParameters;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthTest {
    private final Growth growth = new Growth(SpotParameters.DEFAULTS);

    @ParameterizedTest
    @CsvSource({
        "25, 1, true",
        "21, 2, true",
        "19, 1, false",
        "0, 1, false",
        "-30, 1, false",
        "60, 10, true",
        "40, 50, true"
    })
    void aSteadyGrowthIsJudgedByItsRate(double percent, double step, boolean isGrowing) {
        OptionalDouble found = after(150, step, t -> 100 * Math.pow(1 + percent / 100, t / 60));

        assertThat(found.isPresent()).isEqualTo(isGrowing);
        if (isGrowing) {
            assertThat(found.getAsDouble()).isCloseTo(percent, within(1.5));
        }
    }

    @Test
    void itMustLastForTwoMinutes() {
        assertThat(after(119, 1, t -> 100 * Math.pow(2, t / 60))).isEmpty();
        assertThat(after(125, 1, t -> 100 * Math.pow(2, t / 60))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.3, 2.6, 4.9})
    void itIsSaidWithTheFirstFrameAfterThem(double step) {
        assertThat(after(120 + step, step, t -> 100 * Math.pow(2, t / 60))).isPresent();
    }

    @Test
    void aLeapIsNoGrowth() {
        assertThat(after(240, 1, t -> t < 180 ? 100 : 300)).isEmpty();
        assertThat(after(240, 1, t -> t < 130 ? 100 : 300)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aFireThatFlickersDoesNotGrow(long seed) {
        Random random = new Random(seed);

        assertThat(after(600, 1, t -> 20 + 4 * random.nextGaussian()))
                .as("seed %d", seed)
                .isEmpty();
    }

    @Test
    void powerAloneIsGrowth() {
        List<SpotSample> samples = List.of();
        for (int t = 0; t <= 130; t++) {
            samples = growth.with(samples, new SpotSample(t * 1_000L, 50, 100 * Math.pow(1.3, t / 60.0)));
        }

        assertThat(growth.of(samples)).isPresent();
    }

    @Test
    void whatIsRememberedStaysSmall() {
        List<SpotSample> samples = List.of();
        for (int t = 0; t < 10_000; t++) {
            samples = growth.with(samples, new SpotSample(t * 100L, 50, null));
        }

        assertThat(samples).hasSizeLessThanOrEqualTo(26);
    }

    private OptionalDouble after(double seconds, double step, DoubleUnaryOperator size) {
        List<SpotSample> samples = List.of();
        for (double t = 0; t <= seconds; t += step) {
            samples = growth.with(samples, new SpotSample(Math.round(t * 1_000), size.applyAsDouble(t), null));
        }
        return growth.of(samples);
    }
}
