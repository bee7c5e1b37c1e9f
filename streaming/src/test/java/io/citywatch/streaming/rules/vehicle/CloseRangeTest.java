package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.TagRead;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseRangeTest {
    private final CloseRange rule = new CloseRange(VehicleParameters.DEFAULTS);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    private PassingTags passing;
    private Loudness loudness;
    private long at = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource({"-72, true", "-72.1, false"})
    void aReaderThatHeardLittleIsMeasuredByAFixedLevel(double rssi, boolean near) {
        pass(-40, 10);

        assertThat(near(rssi)).isEqualTo(near);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-25, -45, -62})
    void eachReaderIsItsOwnMeasure(double beside) {
        pass(beside, 60);

        assertThat(near(beside - 20)).isTrue();
        assertThat(near(beside - 28)).isFalse();
    }

    @Test
    void aReaderAtAnEmptyRoadBesideABusyOneKnowsWhatItOverhears() {
        for (int i = 0; i < 5_000; i++) {
            take("E" + i, -80 + random.nextGaussian() * 4);
            if (i % 50 == 0) {
                take("E" + i, -80); // an echo twice
            }
        }

        assertThat(near(-74)).isFalse();
        assertThat(near(-60)).isTrue();
    }

    @Test
    void aNewAntennaIsKnownAfterAWhile() {
        pass(-30, 1_000);
        assertThat(near(-65)).isFalse();

        pass(-50, 4_000);

        assertThat(near(-65)).isTrue();
    }

    /** Motorcycles pass, each read ten times; some at once. */
    private void pass(double beside, int times) {
        for (int i = 0; i < times; i++) {
            for (int read = 0; read < 10; read++) {
                double meters = Math.hypot(5, 5 * (read - 4.5));
                take("E" + i, beside - 20 * Math.log10(meters / 5) + random.nextGaussian() * 1.5);
                take("D" + i, beside - 20 * Math.log10(meters / 5) + random.nextGaussian() * 1.5);
                at += 300;
            }
        }
    }

    private CloseRange.Heard take(String tag, double rssi) {
        at += 300;
        CloseRange.Heard heard = rule.take(
                passing, loudness, new TagRead(tag, "r", at + "@r", at + 500, at + 503, at, rssi, null, null));
        passing = heard.passing();
        loudness = heard.loudness();
        return heard;
    }

    private boolean near(double rssi) {
        return take("other", rssi).near();
    }
}
