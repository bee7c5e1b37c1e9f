package io.citywatch.streaming.rules.ledger;

import io.citywatch.model.message.DeviceLedger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one boot that came, as ranges in order, both ends included and at least one number apart. A device
 * that loses nothing has one range whatever it sent; past {@value #MOST_RANGES} the lowest gap is closed and counted.
 *
 * @param boot as the device names it
 * @param lowestTs the time that the message of the lowest number carries
 * @param folded numbers that are missing for good, because their gap is not kept
 * @param ranges from, to, from, to...; never empty. Treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // state of one step, never compared
public record BootCount(String boot, long lowestTs, long folded, long[] ranges) {
    static final int MOST_RANGES = 32;
    /** One above it still is a number. */
    private static final long HIGHEST = Long.MAX_VALUE - 1;

    static BootCount first(String boot, long seq, long measuredAt) {
        long clamped = Math.min(seq, HIGHEST);
        return new BootCount(boot, measuredAt, 0, new long[] {clamped, clamped});
    }

    /** With a number that came; null if it was there. */
    @Nullable
    BootCount with(long number, long measuredAt) {
        long seq = Math.min(number, HIGHEST);
        int after = firstRangeAbove(seq);
        boolean joinsBefore = after > 0 && ranges[2 * after - 1] >= seq - 1;
        if (after > 0 && ranges[2 * after - 1] >= seq) {
            return null;
        }
        boolean joinsAfter = 2 * after < ranges.length && ranges[2 * after] == seq + 1;
        long lowest = seq < ranges[0] ? measuredAt : lowestTs;
        return new BootCount(boot, lowest, folded, joined(seq, after, joinsBefore, joinsAfter)).bounded();
    }

    boolean has(long number) {
        int after = firstRangeAbove(Math.min(number, HIGHEST));
        return after > 0 && ranges[2 * after - 1] >= Math.min(number, HIGHEST);
    }

    /** What the device has numbered. */
    long published() {
        return ranges[ranges.length - 1] + 1;
    }

    long missing() {
        long missing = folded + ranges[0];
        for (int i = 2; i < ranges.length; i += 2) {
            missing += ranges[i] - ranges[i - 1] - 1;
        }
        return missing;
    }

    List<DeviceLedger.Gap> gaps() {
        List<DeviceLedger.Gap> gaps = new ArrayList<>();
        if (ranges[0] > 0) {
            gaps.add(new DeviceLedger.Gap(boot, 0, ranges[0] - 1));
        }
        for (int i = 2; i < ranges.length; i += 2) {
            gaps.add(new DeviceLedger.Gap(boot, ranges[i - 1] + 1, ranges[i] - 1));
        }
        return gaps;
    }

    /** Index of the first range that begins above the number. Numbers mostly come in order, so it looks from the end. */
    private int firstRangeAbove(long seq) {
        int after = ranges.length / 2;
        while (after > 0 && ranges[2 * after - 2] > seq) {
            after--;
        }
        return after;
    }

    private long[] joined(long seq, int after, boolean joinsBefore, boolean joinsAfter) {
        if (joinsBefore && joinsAfter) {
            long[] shorter = new long[ranges.length - 2];
            System.arraycopy(ranges, 0, shorter, 0, 2 * after - 1);
            System.arraycopy(ranges, 2 * after + 1, shorter, 2 * after - 1, ranges.length - 2 * after - 1);
            return shorter;
        }
        if (joinsBefore || joinsAfter) {
            long[] same = ranges.clone();
            same[joinsBefore ? 2 * after - 1 : 2 * after] = seq;
            return same;
        }
        long[] longer = new long[ranges.length + 2];
        System.arraycopy(ranges, 0, longer, 0, 2 * after);
        longer[2 * after] = seq;
        longer[2 * after + 1] = seq;
        System.arraycopy(ranges, 2 * after, longer, 2 * after + 2, ranges.length - 2 * after);
        return longer;
    }

    private BootCount bounded() {
        if (ranges.length <= 2 * MOST_RANGES) {
            return this;
        }
        long[] kept = Arrays.copyOfRange(ranges, 2, ranges.length);
        kept[0] = 0;
        return new BootCount(boot, lowestTs, folded + ranges[0] + ranges[2] - ranges[1] - 1, kept);
    }
}
