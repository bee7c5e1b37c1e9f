package io.citywatch.streaming.rules.thermal;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * A camera's feed.
 *
 * @param pixels of its last frame, see {@link FeedFrame}
 * @param measuredAt of that frame, by the camera's clock, epoch milliseconds
 * @param fresh the last frame that brought something new
 * @param stale how many came since that did not
 * @param reason why they did not; null if none came
 * @param raised the id of the detection, if one stands
 * @param revision of that
 * @param forgottenAt event time at which a silent camera's feed means nothing any more
 */
public record OpenFeed(
        long pixels,
        long measuredAt,
        MessageStamp fresh,
        int stale,
        @Nullable String reason,
        @Nullable String raised,
        long revision,
        long forgottenAt) {}
