package io.citywatch.streaming.rules.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.TagRead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {
    private static final double NEAR = -50;
    private static final double FAINT = -80;

    private final Proof rule = new Proof(VehicleParameters.DEFAULTS, ClockParameters.DEFAULTS);
    private TagMemory memory;
    private DoubtfulReads doubtful;
    private final List<TagRead> proven = new ArrayList<>();

    @Test
    void aLoudReadIsProofAtOnce() {
        take(read("a", T, NEAR));

        assertThat(proven).hasSize(1);
        assertThat(doubtful).isNull();
    }

    @Test
    void aFaintReadThatNobodyHeardBetterIsProofOnceAllReadsAreIn() {
        take(read("a", T, FAINT));
        take(read("b", T + 2_000, FAINT + 5));
        take(read("c", T + 13_000, NEAR));

        assertThat(rule.endsAt(doubtful)).isEqualTo(T + 500 + 30_000);
        advance(T + 500 + 29_999);
        assertThat(proven).extracting(TagRead::reader).containsExactly("c");
        advance(T + 60_000);
        assertThat(proven).extracting(TagRead::reader).containsExactly("c", "a", "b");
        assertThat(doubtful).isNull();
    }

    @ParameterizedTest
    @CsvSource({"50, -50", "-10000, -50", "10000, -50", "300, -74"})
    void aFaintReadOfATagThatAnotherHeardBetterWasOverheard(long apart, double rssi) {
        take(read("a", T, FAINT));
        take(read("other", T + apart, T + 25_000, rssi));
        proven.clear();
        advance(T + 30_500);

        assertThat(proven).isEmpty();
        assertThat(doubtful == null ? List.of() : doubtful.reads())
                .extracting(TagRead::reader)
                .doesNotContain("a");
    }

    @Test
    void aNeighbourThatHearsAParkedTagBetweenItsOwnReadersReadsOverhearsIt() {
        take(read("home", T, NEAR));
        take(read("a", T + 25_000, FAINT));
        take(read("home", T + 50_000, NEAR));
        advance(T + 60_000);

        assertThat(proven).extracting(TagRead::reader).containsExactly("home", "home");
    }

    @Test
    void whoLeftHomeAndIsHeardFaintlyIsThere() {
        take(read("home", T, NEAR));
        take(read("a", T + 25_000, FAINT));
        advance(T + 60_000);

        assertThat(proven).extracting(TagRead::reader).containsExactly("home", "a");
    }

    @Test
    void whoIsParkedBeforeAReaderThatFellSilentIsNotWhereAnotherOverhearsIt() {
        for (int minute = 0; minute < 6; minute++) {
            take(read("home", T + minute * 60_000L, NEAR));
        }
        proven.clear();
        take(read("a", T + 3_600_000, FAINT));
        advance(T + 3_700_000);
        assertThat(proven).isEmpty();

        take(read("a", T + 7_200_000, FAINT));
        take(read("a", T + 7_203_000, FAINT));
        advance(T + 7_300_000);

        assertThat(proven).as("read again at once: it passes").hasSize(2);
    }

    @Test
    void aLoudReadProvesTheFaintOnesThereOfTheSameHalfMinute() {
        take(read("a", T, FAINT));
        take(read("a", T + 20_000, FAINT));
        take(read("b", T + 22_000, FAINT));
        take(read("a", T + 31_000, NEAR));
        take(read("a", T + 33_000, FAINT));

        assertThat(proven).extracting(TagRead::measuredAt).containsExactly(T + 20_000, T + 31_000, T + 33_000);
        assertThat(doubtful.reads()).extracting(TagRead::reader).containsExactly("a", "b");
    }

    @Test
    void theSameReadTwiceIsDoubtedOnceAndNoMoreThanEightAre() {
        take(read("a", T, FAINT));
        take(read("a", T, FAINT));
        assertThat(doubtful.reads()).hasSize(1);

        for (int i = 1; i < 30; i++) {
            take(read("a", T + i * 100L, FAINT));
        }

        assertThat(doubtful.reads()).hasSize(8);
    }

    private void take(TagRead read) {
        boolean near = read.rssi() >= -72;
        memory = TagMemory.remember(memory, read, near, 12, ClockParameters.DEFAULTS, VehicleParameters.DEFAULTS)
                .memory();
        settle(rule.onRead(doubtful, read, near, memory.passages()));
    }

    private void advance(long eventTime) {
        if (doubtful != null) {
            settle(rule.atEventTime(doubtful, memory.passages(), eventTime));
        }
    }

    private void settle(Proof.Taken taken) {
        doubtful = taken.doubtful();
        proven.addAll(taken.proven());
    }
}
