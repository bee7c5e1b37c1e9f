package io.citywatch.streaming.rules.ride;

/**
 * A tag at a reader, from its first read to its last; times are epoch milliseconds.
 *
 * @param first as well as anyone knows
 */
public record Stop(String reader, long first, long last) {
    long millis() {
        return last - first;
    }

    /** How far a time is from it; 0 within it. */
    long distance(long at) {
        return Math.max(0, Math.max(first - at, at - last));
    }

    Stop with(long at) {
        return new Stop(reader, Math.min(first, at), Math.max(last, at));
    }
}
