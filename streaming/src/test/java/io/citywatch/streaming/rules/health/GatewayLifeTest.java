package io.citywatch.streaming.rules.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayLifeTest {
    private static final HealthParameters NUMBERS = HealthParameters.DEFAULTS;
    private static final long SECOND = 1_000;

    /** Pulses until 100 s, away until 220 s, pulses until 1,000 s: the gap is 100 to 350 s. */
    private final GatewayLife life = pulsing(pulsing(null, 0, 100), 220, 1_000);

    @ParameterizedTest
    @CsvSource({
        "10,  60, 70",
        "30,  60, 90",
        "40,  60, 100",
        "41,  60, 351",
        "95,  60, 405",
        "100, 60, 410",
        "200, 60, 410",
        "349, 60, 410",
        "350, 60, 410",
        "400, 60, 460"
    })
    void aSilenceDoesNotGrowWhileTheGatewayIsAwayOrItsDevicesAreOnTheirWayBack(long since, long silence, long due) {
        assertThat(life.dueAt(since * SECOND, silence * SECOND, 1_000 * SECOND, NUMBERS))
                .isEqualTo(due * SECOND);
    }

    @Test
    void nobodyKnowsWhileTheGatewayIsAway() {
        GatewayLife away = pulsing(null, 0, 100);

        assertThat(away.dueAt(30 * SECOND, 60 * SECOND, 300 * SECOND, NUMBERS)).isEqualTo(90 * SECOND);
        assertThat(away.dueAt(50 * SECOND, 60 * SECOND, 300 * SECOND, NUMBERS)).isEqualTo(GatewayLife.UNKNOWN);
        assertThat(away.dueAt(50 * SECOND, 60 * SECOND, 105 * SECOND, NUMBERS)).isEqualTo(110 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({"5000, b1, 0", "5001, b1, 1", "1000, b2, 1"})
    void aGapIsMoreThanFiveSecondsWithoutAPulseOrANewStart(long after, String boot, int gaps) {
        GatewayLife next = GatewayLife.onPulse(pulsing(null, 0, 10), boot, 10 * SECOND + after, NUMBERS);

        assertThat(next.gaps()).hasSize(gaps);
    }

    @Test
    void theSamePulseOfAnotherPartitionAndAnOlderOneProveNothing() {
        GatewayLife known = pulsing(null, 0, 10);

        assertThat(GatewayLife.onPulse(known, "b1", 10 * SECOND, NUMBERS)).isSameAs(known);
        assertThat(GatewayLife.onPulse(known, "b0", 3 * SECOND, NUMBERS)).isSameAs(known);
    }

    @Test
    void gapsThatTouchAreOneAndTheyAreNotKeptWithoutEnd() {
        GatewayLife flapping = null;
        for (int i = 0; i < 500; i++) {
            flapping = GatewayLife.onPulse(flapping, "b1", i * 60L * SECOND, NUMBERS);
        }
        assertThat(flapping.gaps()).containsExactly(new Gap(0, (499 * 60L + 130) * SECOND));

        GatewayLife often = null;
        for (int i = 0; i < 500; i++) {
            often = GatewayLife.onPulse(often, "b" + i / 2, i * 300L * SECOND, NUMBERS);
        }
        assertThat(often.gaps()).hasSizeLessThanOrEqualTo(100);
    }

    private static GatewayLife pulsing(GatewayLife before, long from, long to) {
        GatewayLife pulsing = before;
        for (long at = from; at <= to; at++) {
            pulsing = GatewayLife.onPulse(pulsing, "b1", at * SECOND, NUMBERS);
        }
        return pulsing;
    }
}
