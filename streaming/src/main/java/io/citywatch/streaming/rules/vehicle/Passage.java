package io.citywatch.streaming.rules.vehicle;

import io.citywatch.model.Position;
import io.citywatch.streaming.rules.ClockParameters;
import io.citywatch.streaming.rules.TagRead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag at a reader.
 *
 * @param at when, epoch milliseconds, as well as anyone knows
 * @param believed whether the reader's clock can be believed to the second
 * @param rssi dBm
 * @param own the place that a mobile reader named for itself
 */
public record Passage(
        long at,
        boolean believed,
        String reader,
        double rssi,
        @Nullable Position own) {
    static Passage of(TagRead read, ClockParameters clock) {
        boolean believed = clock.isBelieved(read.measuredAt(), read.receivedAt());
        boolean late = clock.isLate(read.measuredAt(), read.receivedAt());
        return new Passage(
                believed || late ? read.measuredAt() : read.receivedAt(),
                believed,
                read.reader(),
                read.rssi(),
                read.lat() == null || read.lon() == null ? null : new Position(read.lat(), read.lon()));
    }

    /** Whether it is the same passage, whatever packing did to its last digits. */
    public boolean isSame(Passage other) {
        return at == other.at && reader.equals(other.reader);
    }

    /** Whether the vehicle was there: heard well, or again soon, and not once overheard from another street. */
    boolean isProven(List<Passage> passages, VehicleParameters numbers) {
        return rssi >= numbers.overheardBelow()
                || passages.stream()
                        .anyMatch(other -> !isSame(other)
                                && isNear(other, numbers.provenWithin().toMillis()));
    }

    /** Whether it is the same reader within that many milliseconds. */
    boolean isNear(Passage other, long millis) {
        return reader.equals(other.reader) && Math.abs(at - other.at) <= millis;
    }
}
