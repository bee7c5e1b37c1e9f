package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.TagRead;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * By reader: whether it hears a tag as loud as what passes close by. Antennas, cables and heights differ by more than
 * streets do, so each reader is its own measure: the level that one in fifty of its reads exceeds is of a tag right
 * beside it. In free space 24 dB less is 16 times as far: where the lane is 5 m from the antenna, 80 m, in the next
 * street. It learns from what it reads several times in a row, as one does what passes; an echo from another street
 * holds for a moment only, and beside a busy street a reader at an empty one hears more echoes than motorcycles. Until
 * enough was heard a fixed level stands in. A reader keeps some 600 bytes.
 */
public final class CloseRange implements Serializable {
    private static final double LOUD_SHARE = 0.02;
    private static final int ROW = 3;
    private static final long PAUSE_MILLIS = 2_000;

    private final VehicleParameters numbers;

    public CloseRange(VehicleParameters parameters) {
        numbers = parameters;
    }

    /** What a reader learnt of a read, and whether that was near. */
    public record Heard(PassingTags passing, Loudness loudness, boolean near) {}

    public Heard take(@Nullable PassingTags before, @Nullable Loudness learnt, TagRead read) {
        PassingTags passing = PassingTags.with(before, read.tag(), read.measuredAt(), PAUSE_MILLIS);
        Loudness known = learnt == null ? Loudness.NOTHING : learnt;
        Loudness loudness = passing.readsOf(read.tag()) >= ROW ? known.with(read.rssi()) : known;
        double least = loudness.reads() < numbers.closeRangeReads()
                ? numbers.overheardBelow()
                : loudness.exceededBy(LOUD_SHARE) - numbers.closeRangeDecibels();
        return new Heard(passing, loudness, read.rssi() >= least);
    }
}
