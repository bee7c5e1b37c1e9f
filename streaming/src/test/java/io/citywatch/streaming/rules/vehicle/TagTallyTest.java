package io.citywatch.streaming.rules.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.SignOfLife;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class TagTallyTest {
    @Test
    void oneTagReadOftenIsItsSquare() {
        int[] counters = new int[2 * TagTally.COUNTERS];
        for (int i = 0; i < 15; i++) {
            TagTally.add(counters, TagTally.COUNTERS, sign("E2801144C8ECF213".hashCode()));
        }

        assertThat(TagTally.squares(counters, TagTally.COUNTERS)).isEqualTo(225);
        assertThat(TagTally.squares(counters, 0)).isZero();
    }

    @Test
    void ofManyTagsItIsAboutTheSumOfTheSquares() {
        Random random = new Random(3);
        double sum = 0;
        int spans = 200;
        for (int span = 0; span < spans; span++) {
            int[] counters = new int[TagTally.COUNTERS];
            for (int tag = 0; tag < 30; tag++) {
                int hash = ("E28011" + random.nextInt(1_000_000)).hashCode();
                for (int read = 0; read < 6; read++) {
                    TagTally.add(counters, 0, sign(hash));
                }
            }
            sum += TagTally.squares(counters, 0);
        }

        assertThat(sum / spans).isCloseTo(30 * 36, Percentage.withPercentage(10));
    }

    private static SignOfLife sign(int tag) {
        return new SignOfLife("rd-1", "gw-1", "1@a", 1, 1, 1, new int[] {tag});
    }
}
