package io.citywatch.streaming.rules.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.model.message.DeviceLedger;
import io.citywatch.streaming.rules.CountedMessage;
import io.citywatch.streaming.rules.CountedMessage.Sort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final long T = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;

    private DeviceCount count = DeviceCount.NOTHING;

    /** Numbers in the order in which they come; a dash is a range. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            0-9                | 10  | 10  | 0  |
            0-4 6-9            | 10  | 9   | 1  | 5-5
            3-9                | 10  | 7   | 3  | 0-2
            0 5 2              | 6   | 3   | 3  | 1-1 3-4
            0-4 6-9 5          | 10  | 10  | 0  |
            0-4 0-4            | 5   | 5   | 0  |
            9 8 7 6 5 4 3 2 1 0| 10  | 10  | 0  |
            0 2 4 6 8 1 3 5    | 9   | 8   | 1  | 7-7
            1 0 1 0            | 2   | 2   | 0  |
            """)
    void countsTheNumbersOfABoot(String numbers, long published, long stored, long missing, String gaps) {
        numbers(numbers).forEach(seq -> number("b", seq, T + seq));

        DeviceLedger ledger = ledger();
        assertThat(ledger.published()).isEqualTo(published);
        assertThat(ledger.stored()).isEqualTo(stored);
        assertThat(ledger.missing()).isEqualTo(missing);
        assertThat(gapsOf(ledger)).isEqualTo(gaps == null ? "" : gaps);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrderExactlyTheDroppedAreMissing(long seed) {
        Random random = new Random(seed);
        List<Long> sent = LongStream.range(0, 2_000).boxed().collect(Collectors.toCollection(ArrayList::new));
        Set<Long> dropped = new HashSet<>();
        while (dropped.size() < 7) {
            dropped.add((long) random.nextInt(1_999));
        }
        sent.removeAll(dropped);
        for (int i = 0; i < 300; i++) {
            sent.add(sent.get(random.nextInt(sent.size()))); // sent again
        }
        // As far out of order as two lanes and a receive maximum of 20 make it.
        for (int i = 0; i + 20 < sent.size(); i += 20) {
            Collections.shuffle(sent.subList(i, i + 20), random);
        }

        sent.forEach(seq -> number("b", seq, T + seq));

        DeviceLedger ledger = ledger();
        Set<Long> missing = new HashSet<>();
        ledger.missingSeqs()
                .forEach(gap -> LongStream.rangeClosed(gap.from(), gap.to()).forEach(missing::add));
        assertThat(missing).as("seed %d", seed).isEqualTo(dropped);
        assertThat(ledger.published()).isEqualTo(2_000);
        assertThat(ledger.stored()).isEqualTo(1_993);
    }

    @Test
    void everyBootIsCountedForItself() {
        numbers("0-9").forEach(seq -> number("b1", seq, T + seq));
        numbers("0 1 3").forEach(seq -> number("b2", seq, T + 100 + seq));

        assertThat(ledger().published()).isEqualTo(14);
        assertThat(ledger().missingSeqs()).containsExactly(new DeviceLedger.Gap("b2", 2, 2));
    }

    @Test
    void zeroAgainWithALaterTimeIsANewBootOfTheSameName() {
        numbers("0-9").forEach(seq -> number("b", seq, T + seq));
        number("b", 0, T);
        assertThat(ledger().published()).as("the same again").isEqualTo(10);

        numbers("0 1 3").forEach(seq -> number("b", seq, T + MINUTE + seq));
        assertThat(ledger().published()).isEqualTo(14);
        assertThat(ledger().missing()).isEqualTo(1);

        number("b", 5, T + 5);
        assertThat(ledger().stored()).as("a late repeat of the boot before").isEqualTo(13);
        number("b", 2, T + MINUTE + 2);
        assertThat(ledger().missing()).as("a late filling").isZero();
    }

    @Test
    void zeroThatComesAfterItsFollowersBeginsNothing() {
        number("b", 1, T + 1);
        number("b", 2, T + 2);
        number("b", 0, T);

        assertThat(ledger().published()).isEqualTo(3);
        assertThat(ledger().missing()).isZero();
    }

    @Test
    void whatHasNoNumberCountsUnlessTheSameCameWithinTenMinutes() {
        unnumbered(Sort.MEASUREMENT, 7, T);
        unnumbered(Sort.MEASUREMENT, 7, T + 10 * MINUTE);
        assertThat(ledger().published()).isEqualTo(1);
        unnumbered(Sort.MEASUREMENT, 8, T + 5 * MINUTE);
        unnumbered(Sort.MEASUREMENT, 7, T + 10 * MINUTE + 1);
        unnumbered(Sort.STATE, 9, T);
        unnumbered(Sort.STATE, 9, T);

        assertThat(ledger().published()).isEqualTo(5);
        assertThat(ledger().stored()).isEqualTo(5);
        assertThat(ledger().missing()).isZero();
    }

    @Test
    void anEventOfAKnownNumberIsARepeatForTenMinutesAndThenANewAlarm() {
        take(Sort.EVENT, "b", 0, 1, T, T);
        take(Sort.EVENT, "b", 0, 1, T, T + 10 * MINUTE);
        assertThat(ledger().published()).isEqualTo(1);
        take(Sort.EVENT, "b", 0, 1, T, T + 10 * MINUTE + 1);
        assertThat(ledger().published()).isEqualTo(2);
        take(Sort.EVENT, "b", 0, 1, T, T + 11 * MINUTE);
        assertThat(ledger().published()).isEqualTo(2);
        take(Sort.MEASUREMENT, "b", 0, 2, T, T + 60 * MINUTE);
        assertThat(ledger().published())
                .as("a measurement is a repeat for ever")
                .isEqualTo(2);
    }

    @Test
    void aWillMovesNoTime() {
        number("b", 0, T);
        count = Ledger.take(count, new CountedMessage("dv", Sort.STATE, null, -1, 1, T, T + MINUTE, false));

        assertThat(ledger().published()).isEqualTo(2);
        assertThat(ledger().lastReceivedAt()).isEqualTo(java.time.Instant.ofEpochMilli(T));
    }

    @Test
    void memoryIsBoundedAndTheSumsStayRight() {
        for (int boot = 0; boot < 50; boot++) {
            for (long seq = 0; seq < 400; seq += 2) {
                number("b" + boot, seq, T + boot * MINUTE + seq);
            }
        }
        for (int i = 0; i < 10_000; i++) {
            unnumbered(Sort.MEASUREMENT, i, T + i);
        }

        assertThat(count.boots()).hasSize(DeviceCount.MOST_BOOTS);
        assertThat(count.boots()).allMatch(boot -> boot.ranges().length <= 2 * BootCount.MOST_RANGES);
        assertThat(count.recent().fingerprints()).hasSize(RecentMessages.MOST);
        assertThat(ledger().published()).isEqualTo(50 * 399 + 10_000);
        assertThat(ledger().missing()).isEqualTo(50 * 199);
        number("b0", 1, T + 1);
        assertThat(ledger().published()).as("late, of a boot that is folded").isEqualTo(50 * 399 + 10_000);
    }

    @Test
    void noNumberMakesACountNegative() {
        number("b", Long.MAX_VALUE, T);
        number("b", Long.MAX_VALUE, T);
        number("c", Long.MAX_VALUE - 1, T + 1);

        assertThat(ledger().published()).isEqualTo(Long.MAX_VALUE);
        assertThat(ledger().stored()).isNotNegative();
        assertThat(ledger().missing()).isNotNegative();
    }

    private DeviceLedger ledger() {
        return count.ledger("dv");
    }

    private void number(String boot, long seq, long measuredAt) {
        take(Sort.MEASUREMENT, boot, seq, seq, measuredAt, measuredAt);
    }

    private void unnumbered(Sort sort, long fingerprint, long receivedAt) {
        take(sort, null, -1, fingerprint, receivedAt, receivedAt);
    }

    private void take(Sort sort, String boot, long seq, long fingerprint, long measuredAt, long receivedAt) {
        count = Ledger.take(
                count, new CountedMessage("dv", sort, boot, seq, fingerprint, measuredAt, receivedAt, true));
    }

    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        for (String part : text.trim().split(" +", -1)) {
            String[] ends = part.split("-", -1);
            LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private static String gapsOf(DeviceLedger ledger) {
        return ledger.missingSeqs().stream()
                .map(gap -> gap.from() + "-" + gap.to())
                .collect(Collectors.joining(" "));
    }
}
