package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.WantedVehicle;

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

    /** A stop remembers no message; what rests on it is named by the stop itself, and by the report that makes it matter. */
    MessageStamp stamp(WantedVehicle wanted) {
        return new MessageStamp(
                reader, "stop-" + wanted.tag() + "-" + first, last, Math.max(last, wanted.loggedAt()), last);
    }

    Stop with(long at) {
        return new Stop(reader, Math.min(first, at), Math.max(last, at));
    }
}
