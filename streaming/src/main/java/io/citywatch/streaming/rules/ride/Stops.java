package io.citywatch.streaming.rules.ride;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last stops of one tag by time, packed: there are 210,000 tags. A stop is its first read (8 bytes), how much later
 * its last was (4), and the reader's id with its length (1): some 25 bytes, 200 a tag.
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record Stops(byte[] packed) {
    public static final Stops NONE = new Stops(new byte[0]);

    private static final int FIXED_BYTES = 8 + 4 + 1;
    /** A stray read elsewhere does not end a stay; two do, for then it rode. */
    private static final int STRAYS = 1;

    /**
     * What a read came to.
     *
     * @param stop that it belongs to
     * @param isNew whether the stop began with it
     * @param isMoved whether the stop's first read is another than before
     */
    public record Taken(Stops stops, Stop stop, boolean isNew, boolean isMoved) {}

    /** Oldest first. */
    public List<Stop> list() {
        List<Stop> stops = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(packed);
        while (buffer.hasRemaining()) {
            long first = buffer.getLong();
            long last = first + Integer.toUnsignedLong(buffer.getInt());
            byte[] reader = new byte[buffer.get()];
            buffer.get(reader);
            stops.add(new Stop(new String(reader, StandardCharsets.US_ASCII), first, last));
        }
        return stops;
    }

    public @Nullable Stop newest() {
        List<Stop> stops = list();
        return stops.isEmpty() ? null : stops.get(stops.size() - 1);
    }

    /** When its last stop began; 0 if there is none. */
    public long latest() {
        Stop newest = newest();
        return newest == null ? 0 : newest.first();
    }

    /** Takes a read in its place by time: reads come out of order. */
    public Taken take(String reader, long at, RideParameters numbers) {
        List<Stop> stops = list();
        int same = sameStop(stops, reader, at, numbers.stopGap().toMillis());
        if (same >= 0) {
            Stop before = stops.get(same);
            Stop after = before.with(at);
            stops.set(same, after);
            boolean isMoved = after.first() < before.first();
            return new Taken(after.equals(before) ? this : of(stops), after, false, isMoved);
        }
        Stop begun = new Stop(reader, at, at);
        int place = stops.size();
        while (place > 0 && stops.get(place - 1).first() > at) {
            place--;
        }
        stops.add(place, begun);
        long oldest = stops.get(stops.size() - 1).last() - numbers.stopsKept().toMillis();
        stops.removeIf(stop -> stop.last() < oldest);
        while (stops.size() > numbers.stopsRemembered()) {
            stops.remove(0);
        }
        return new Taken(of(stops), begun, true, true);
    }

    private static int sameStop(List<Stop> stops, String reader, long at, long gap) {
        for (int i = stops.size() - 1; i >= 0; i--) {
            Stop stop = stops.get(i);
            if (stop.reader().equals(reader) && stop.distance(at) <= gap && strays(stops, stop, at) <= STRAYS) {
                return i;
            }
        }
        return -1;
    }

    /** How many stops elsewhere lie between a stop and a time. */
    private static long strays(List<Stop> stops, Stop stop, long at) {
        long from = Math.min(at, stop.last());
        long to = Math.max(at, stop.first());
        return stops.stream()
                .filter(other -> !other.reader().equals(stop.reader()))
                .filter(other -> other.first() > from && other.first() < to)
                .count();
    }

    private static Stops of(List<Stop> stops) {
        int bytes = 0;
        for (Stop stop : stops) {
            bytes += FIXED_BYTES + stop.reader().length();
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        for (Stop stop : stops) {
            byte[] reader = stop.reader().getBytes(StandardCharsets.US_ASCII); // an id, 64 characters at most
            buffer.putLong(stop.first())
                    .putInt((int) Math.min(stop.millis(), 0xffff_ffffL))
                    .put((byte) reader.length)
                    .put(reader);
        }
        return new Stops(buffer.array());
    }
}
