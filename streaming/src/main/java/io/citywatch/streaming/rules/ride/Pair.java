package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * Two tags of different households in step.
 *
 * @param readers that both passed in a row, oldest first
 * @param times when
 * @param lat where the last of them stands; null if nobody knows. So {@code lon}
 * @param apartMillis how far apart they were at the newest reader
 * @param crowded whether so many pass there that somebody is always near
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and kept, never compared
public record Pair(
        Member one,
        Member other,
        String[] readers,
        long[] times,
        @Nullable Double lat,
        @Nullable Double lon,
        long apartMillis,
        boolean crowded,
        MessageStamp stamp) {
    /**
     * One of a convoy.
     *
     * @param household 0 if nobody knows
     */
    public record Member(String tag, String vehicle, long household) {}

    /** Who is in step with that one of them. */
    String partnerOf(String tag) {
        return one.tag().equals(tag) ? other.tag() : one.tag();
    }

    /** At how many readers of their rows both pairs were at the same time. */
    int readersWith(Pair pair, long within) {
        int together = 0;
        for (int i = 0; i < readers.length; i++) {
            for (int j = 0; j < pair.readers.length; j++) {
                if (Math.abs(times[i] - pair.times[j]) <= within && readers[i].equals(pair.readers[j])) {
                    together++;
                    break;
                }
            }
        }
        return together;
    }
}
