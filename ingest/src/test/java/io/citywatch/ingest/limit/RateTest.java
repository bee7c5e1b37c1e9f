package io.citywatch.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long START = 5_000_000_000L;

    private final Rate rate = new Rate(50, 50, START);

    @Test
    void allowsOneSecondsWorthAtOnce() {
        for (int i = 0; i < 50; i++) {
            assertThat(rate.charge(START)).isZero();
        }

        assertThat(rate.isExceeded(START)).isTrue();
        assertThat(rate.charge(START)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(rate.charge(START)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
    }

    @Test
    void isRestedOnceItsDebtIsOver() {
        for (int i = 0; i < 100; i++) {
            rate.charge(START);
        }

        assertThat(rate.isRested(START + TimeUnit.MILLISECONDS.toNanos(1_999))).isFalse();
        assertThat(rate.isRested(START + TimeUnit.MILLISECONDS.toNanos(2_000))).isTrue();
    }

    @Test
    void oneThatKeepsToItIsNeverEarly() {
        long now = START;
        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.charge(now)).isZero();
            now += TimeUnit.MILLISECONDS.toNanos(20);
        }
    }
}
