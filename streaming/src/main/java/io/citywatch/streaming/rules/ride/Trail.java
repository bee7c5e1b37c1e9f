package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag at a reader with the readers that it passed of late, for whoever was there with it.
 *
 * @param vehicle the plate, else the tag
 * @param household a number that those of one household share; 0 if nobody knows
 * @param at when it came to the reader, epoch milliseconds
 * @param readers that it passed, that one among them, oldest first
 * @param times when
 * @param lat where the reader stands; null if nobody knows. So {@code lon}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and kept, never compared
public record Trail(
        String reader,
        String tag,
        String vehicle,
        long household,
        long at,
        String[] readers,
        long[] times,
        @Nullable Double lat,
        @Nullable Double lon,
        MessageStamp stamp) {
    /**
     * A stop goes to its reader. A read that came late changes the trail at the readers after it too, where others may
     * have waited for it.
     */
    public static List<Trail> of(SeenTag seen, RideParameters numbers) {
        Stop stop = seen.taken().stop();
        if (!seen.taken().isMoved()) {
            return List.of();
        }
        List<Stop> row = row(seen.taken().stops().list(), numbers.convoyLeg().toMillis());
        String[] readers = row.stream().map(Stop::reader).toArray(String[]::new);
        long[] times = row.stream().mapToLong(Stop::first).toArray();
        var place = seen.place();
        List<Trail> trails = new ArrayList<>();
        for (Stop one : row) {
            boolean isHere = one.equals(stop);
            if (isHere || one.first() > stop.first()) {
                trails.add(new Trail(
                        one.reader(),
                        seen.read().tag(),
                        seen.name(),
                        seen.vehicle().household(),
                        one.first(),
                        readers,
                        times,
                        isHere && place != null ? place.lat() : null,
                        isHere && place != null ? place.lon() : null,
                        seen.stamp()));
            }
        }
        return trails;
    }

    boolean isOfOneHousehold(Trail other) {
        return household != 0 && household == other.household;
    }

    /** The stops of its last ride. */
    private static List<Stop> row(List<Stop> stops, long leg) {
        int from = stops.size() - 1;
        while (from > 0 && stops.get(from).first() - stops.get(from - 1).last() <= leg) {
            from--;
        }
        return stops.subList(from, stops.size());
    }
}
