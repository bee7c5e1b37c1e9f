package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.CameraFrame;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.zip.CRC32C;

/**
 * What tells one frame of a feed from another.
 *
 * @param pixels a sum over them: two frames of a working camera never have the same, for each pixel is noisy
 */
public record FeedFrame(MessageStamp origin, long pixels) {
    public static FeedFrame of(CameraFrame frame) {
        CRC32C sum = new CRC32C(); // which processors compute themselves
        sum.update(frame.pixels());
        return new FeedFrame(MessageStamp.of(frame), sum.getValue());
    }
}
