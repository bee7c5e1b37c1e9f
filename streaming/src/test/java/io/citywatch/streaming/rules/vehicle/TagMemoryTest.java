package io.citywatch.streaming.rules.vehicle;

import static io.citywatch.streaming.rules.vehicle.Roads.T;
import static io.citywatch.streaming.rules.vehicle.Roads.TAG;
import static io.citywatch.streaming.rules.vehicle.Roads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.TagRead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagMemoryTest {
    private TagMemory memory;

    @Test
    void readsComeBackInTheOrderOfTimeHoweverTheyArrived() {
        take(read("a", T, T + 500, -61.3));
        take(read("c", T + 20_000, T + 20_500, -50));
        boolean isNews = take(read("b", T + 10_000, T + 30_000, -44.5)).isNews();

        assertThat(isNews).isTrue();
        assertThat(memory.passages()).extracting(Passage::reader).containsExactly("a", "b", "c");
        assertThat(memory.passages()).extracting(Passage::rssi).containsExactly(-61.3, -44.5, -50.0);
        assertThat(memory.newest().device()).as("received last").isEqualTo("b");
    }

    @Test
    void theSameReaderWithinTwoSecondsIsNoNews() {
        take(read("a", T, -60));

        assertThat(take(read("a", T + 1_999, -40)).isNews()).isFalse();
        assertThat(take(read("b", T + 1_999, -40)).isNews()).isTrue();
        assertThat(take(read("a", T + 2_000, -40)).isNews()).isTrue();
    }

    @Test
    void whatTurnsOutToBeNearIsNearFromTheFirstReadOn() {
        take(read("a", T, -80));
        TagMemory.Remembered nearer = take(read("a", T + 600, -50));

        assertThat(nearer.isNews()).isFalse();
        assertThat(nearer.isNearer()).isTrue();
        assertThat(memory.passages()).extracting(Passage::at).containsExactly(T);
        assertThat(memory.passages().get(0).near()).isTrue();
        assertThat(memory.passages().get(0).rssi()).isEqualTo(-50);
        assertThat(take(read("a", T + 1_200, -45)).isNearer()).isFalse();
    }

    @Test
    void ofAVehicleThatStaysTheFirstAndTheLastTwoReadsAreKept() {
        for (int i = 0; i < 100; i++) {
            take(read("a", T + i * 3_000L, -60));
        }

        assertThat(memory.passages()).extracting(Passage::at).containsExactly(T, T + 294_000, T + 297_000);
    }

    @Test
    void onlySoManyAreKeptAndNoneLongerThanADay() {
        for (int i = 0; i < 40; i++) {
            take(read("r" + i, T + i * 3_600_000L, -60));
        }

        assertThat(memory.passages()).hasSize(12);
        take(read("z", T + 39 * 3_600_000L + 23 * 3_600_000L, -60));
        assertThat(memory.passages()).extracting(Passage::reader).containsExactly("r38", "r39", "z");
    }

    @Test
    void aMobileReaderNamesItsOwnPlace() {
        take(new TagRead(TAG, "m", "1@m", T, T + 3, T, -60, 23.1234567, -116.7654321));

        assertThat(memory.passages().get(0).own().lat()).isCloseTo(23.1234567, within(1e-7));
        assertThat(memory.passages().get(0).own().lon()).isCloseTo(-116.7654321, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "0,       true,  0",
        "-120000, true,  -120000",
        "120000,  true,  120000",
        "-120001, false, 0",
        "121000,  false, 0",
        "-900000, false, 0",
        "-900001, false, -900001"
    })
    void aClockThatIsWrongByMoreThanTwoMinutesGivesWayToTheReceiptAndALateReadKeepsItsTime(
            long measured, boolean believed, long at) {
        Passage passage = take(read("a", T + measured, T, -60)).passage();

        assertThat(passage.believed()).isEqualTo(believed);
        assertThat(passage.at() - T).isEqualTo(at);
    }

    @Test
    void aTagTakesFewBytes() {
        for (int i = 0; i < 12; i++) {
            take(read("rd-" + (1_000 + i), T + i * 60_000L, -60));
        }

        assertThat(memory.packed().length).isLessThanOrEqualTo(12 * 20 + 60);
    }

    private TagMemory.Remembered take(TagRead read) {
        TagMemory.Remembered remembered = TagMemory.remember(
                memory, read, read.rssi() >= -72, 12, ClockParameters.DEFAULTS, VehicleParameters.DEFAULTS);
        memory = remembered.memory();
        assertThat(List.of(memory.passages())).isNotEmpty();
        return remembered;
    }
}
