package io.citywatch.simulators.truth.script;

/**
 * A time in which a camera is watched frame by frame.
 *
 * @param isFrozen whether it sends one picture again and again
 * @param heard is told of each frame of that time and of the minute before
 */
public record FeedFault(String camera, long from, long until, boolean isFrozen, Heard heard) {
    private static final long AROUND = 60_000;

    /** Is told when frames were taken and received. */
    public interface Heard {
        void frame(long takenAt, long receivedAt);
    }

    public boolean holds(long at) {
        return at >= from && at < until;
    }

    /** Whether a frame a second is sent. */
    public boolean isNear(long at) {
        return at >= from - AROUND && at < until + AROUND;
    }
}
