package io.citywatch.simulators.truth.script;

import java.util.function.LongConsumer;

/**
 * A time in which a camera is watched frame by frame.
 *
 * @param isFrozen whether it sends one picture again and again
 * @param heard is told when each frame of that time was received
 */
public record FeedFault(String camera, long from, long until, boolean isFrozen, LongConsumer heard) {
    private static final long AROUND = 60_000;

    public boolean holds(long at) {
        return at >= from && at < until;
    }

    /** Whether a frame a second is sent. */
    public boolean isNear(long at) {
        return at >= from - AROUND && at < until + AROUND;
    }
}
