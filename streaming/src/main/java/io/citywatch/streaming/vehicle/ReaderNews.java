package io.citywatch.streaming.vehicle;

import io.citywatch.streaming.io.KeyedBytes;
import io.citywatch.streaming.rules.vehicle.Expected;
import io.citywatch.streaming.rules.vehicle.LastReaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something new at a reader: a ride went on from it to another one, or a hunted vehicle was read there last and somebody
 * asks where it will be next.
 *
 * @param trail how the ride came here; null if it is not known
 * @param next where it went on to; null if that is asked
 * @param seconds that it took
 * @param pursuit the detection that the answer belongs to
 * @param streets what the streets alone say of what is next
 * @param pace how many times as fast as the streets' own speed it rides
 */
public record ReaderNews(
        String reader,
        @Nullable LastReaders trail,
        @Nullable String next,
        double seconds,
        @Nullable KeyedBytes pursuit,
        List<Expected> streets,
        double pace) {
    static ReaderNews wentOn(LastReaders trail, String next, double seconds) {
        return new ReaderNews(trail.reader(), trail, next, seconds, null, List.of(), 1);
    }

    static ReaderNews asked(
            String reader, @Nullable LastReaders trail, KeyedBytes pursuit, List<Expected> streets, double pace) {
        return new ReaderNews(reader, trail, null, 0, pursuit, streets, pace);
    }
}
