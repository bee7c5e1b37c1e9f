package io.citywatch.simulators.truth.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final RandomGenerator random = new Random(7);
    private final Faults faults = new Faults();

    @Test
    void aDeafReaderIsToBeKnownOnceSoManyHavePassedItUnheard() {
        Faults.Deafness deafness = faults.deafen("tr-1", 1_000, 2_000, 0);

        assertThat(faults.hears("tr-1", "A", 999, random)).isTrue();
        assertThat(faults.hears("tr-2", "A", 1_500, random)).isTrue();
        assertThat(faults.hears("tr-1", "B", 1_700, random)).isFalse();
        assertThat(faults.hears("tr-1", "A", 1_200, random)).isFalse();
        assertThat(faults.hears("tr-1", "A", 1_900, random)).isFalse();
        assertThat(faults.hears("tr-1", "C", 2_000, random)).isTrue();

        assertThat(deafness.missedAt(1, 900)).hasValue(1_200);
        assertThat(deafness.missedAt(2, 900)).hasValue(1_700);
        assertThat(deafness.missedAt(2, 400)).as("too far apart").isEmpty();
        assertThat(deafness.missedAt(3, 900)).as("one that came twice is one").isEmpty();
    }

    @Test
    void itStillHearsAShare() {
        faults.deafen("tr-1", 0, 1_000, 0.25);
        int heard = 0;
        for (int i = 0; i < 2_000; i++) {
            heard += faults.hears("tr-1", "A", 500, random) ? 1 : 0;
        }

        assertThat(heard).isBetween(400, 600);
    }
}
