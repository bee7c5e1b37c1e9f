package io.citywatch.simulators.truth.script;

import io.citywatch.simulators.city.Point;
import io.citywatch.simulators.thermal.Camera;
import io.citywatch.simulators.thermal.Heat;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something warm on the ground under a camera, for some time.
 *
 * @param camera that looks there closely
 * @param isSeenByAll by every camera that looks there; a glint is seen by one
 * @param near where, for the camera to fly to
 * @param heat at a time; null when there is nothing
 * @param watched hears what is seen of it
 */
public record Warmth(
        String camera,
        boolean isSeenByAll,
        Point near,
        long from,
        long until,
        LongFunction<@Nullable Heat> heat,
        Watched watched) {
    /** Hears what a camera without noise would have seen. */
    @FunctionalInterface
    public interface Watched {
        /** @param receivedAt when the frame was received */
        void frame(long receivedAt, Camera.View view);
    }
}
