package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.Arrays;

/**
 * What tells one frame of a feed from another.
 *
 * @param pixels a sum over them: two frames of a working camera never have the same, for each pixel is noisy
 */
public record FeedFrame(MessageStamp origin, int pixels) {
    public static FeedFrame of(CameraFrame frame) {
        return new FeedFrame(MessageStamp.of(frame), Arrays.hashCode(frame.pixels()));
    }
}
