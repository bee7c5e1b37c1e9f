package io.citywatch.streaming.history;

import io.citywatch.streaming.io.LogEvent;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The time of a point: the device's own, made distinct below the millisecond. Two points of one tag with equal times
 * are one, so the place below the millisecond comes from what makes a message one, its device and identity: writing a
 * message twice writes one point. The points of one message stand side by side there, and so do the messages of one
 * boot, by their count: a million places, in which only messages that do not count can meet by chance.
 */
final class PointTime {
    private static final int PLACES = 1_000_000;
    /** The most points of one message; the next message of its boot begins behind them. */
    private static final long POINTS_OF_A_MESSAGE = 500;
    /** A clock that runs ahead by more is wrong, and would make a partition in a year to come. */
    private static final long MOST_AHEAD_MILLIS = 120_000;

    private PointTime() {}

    /**
     * Nanoseconds since the epoch.
     *
     * @param measuredAt by the device's clock
     * @param index the point's place in its message, from 0
     */
    static long nanos(LogEvent message, Instant measuredAt, int index) {
        long received = Math.min(message.at(), message.loggedAt() + MOST_AHEAD_MILLIS);
        long measured = measuredAt.toEpochMilli();
        long millis = measured > received + MOST_AHEAD_MILLIS ? received : measured;
        return TimeUnit.MILLISECONDS.toNanos(millis) + Math.floorMod(place(message) + index, PLACES);
    }

    private static long place(LogEvent message) {
        String identity = message.identity();
        int at = identity.indexOf('@');
        if (at <= 0 || at > 18 || !isNumber(identity, at)) {
            return hash(message.device() + '|' + identity);
        }
        long count = Long.parseLong(identity, 0, at, 10);
        return hash(message.device() + '|' + identity.substring(at))
                + Math.floorMod(count, PLACES) * POINTS_OF_A_MESSAGE;
    }

    private static boolean isNumber(String text, int end) {
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a, then mixed; the same in every process and release, unlike what the language may choose. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xd6e8feb86659fd93L;
        return (hash ^ (hash >>> 32)) >>> 16;
    }
}
