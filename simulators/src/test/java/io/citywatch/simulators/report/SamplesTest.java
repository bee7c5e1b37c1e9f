package io.citywatch.simulators.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static List<Long> millis(long from, long to) {
        List<Long> nanos = new ArrayList<>(
                LongStream.rangeClosed(from, to).map(i -> i * 1_000_000).boxed().toList());
        Collections.shuffle(nanos, new Random(1));
        return nanos;
    }

    @Test
    void ofOneToHundredTheMedianIs50AndTheP99Is99() {
        assertThat(Samples.ofNanos(millis(1, 100))).isEqualTo(new Samples(100, 50, 99, 100));
    }

    @Test
    void ofOneToThousandTheP99Is990() {
        assertThat(Samples.ofNanos(millis(1, 1000))).isEqualTo(new Samples(1000, 500, 990, 1000));
    }

    @Test
    void ofFewTheP99IsTheLargest() {
        assertThat(Samples.ofNanos(millis(1, 5))).isEqualTo(new Samples(5, 3, 5, 5));
    }

    @Test
    void oneSampleIsEveryQuantile() {
        assertThat(Samples.ofNanos(List.of(12_340_000L))).isEqualTo(new Samples(1, 12.3, 12.3, 12.3));
    }

    @Test
    void withoutSamplesAllIsZero() {
        assertThat(Samples.ofNanos(List.of())).isEqualTo(new Samples(0, 0, 0, 0));
    }

    @Test
    void theP99IsTheSmallestSampleThat99PercentAreNotAbove() {
        for (int count = 1; count <= 500; count++) {
            double p99 = Samples.ofNanos(millis(1, count)).p99();

            assertThat(p99).as("of " + count).isEqualTo(Math.ceil(count * 99 / 100.0));
        }
    }
}
