package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.TagRead;
import org.jspecify.annotations.Nullable;

/**
 * A tag at a reader.
 *
 * @param at when, epoch milliseconds, as well as anyone knows
 * @param believed whether the reader's clock can be believed to the second
 * @param rssi dBm
 * @param near whether the reader heard it as loud as what passes close by it
 * @param own the place that a mobile reader named for itself
 */
public record Passage(
        long at,
        boolean believed,
        String reader,
        double rssi,
        boolean near,
        @Nullable Position own) {
    static Passage of(TagRead read, boolean near, ClockParameters clock) {
        boolean believed = clock.isBelieved(read.measuredAt(), read.receivedAt());
        boolean late = clock.isLate(read.measuredAt(), read.receivedAt());
        return new Passage(
                believed || late ? read.measuredAt() : read.receivedAt(),
                believed,
                read.reader(),
                read.rssi(),
                near,
                read.lat() == null || read.lon() == null ? null : new Position(read.lat(), read.lon()));
    }

    /** Whether it is the same passage, whatever packing did to its last digits. */
    public boolean isSame(Passage other) {
        return at == other.at && reader.equals(other.reader);
    }

    /** Whether it is the same reader within that many milliseconds. */
    boolean isAbout(Passage other, long millis) {
        return reader.equals(other.reader) && Math.abs(at - other.at) <= millis;
    }

    /** Heard again at the same moment, from nearer. */
    Passage nearer(double decibelMilliwatts) {
        return new Passage(at, believed, reader, decibelMilliwatts, true, own);
    }
}
