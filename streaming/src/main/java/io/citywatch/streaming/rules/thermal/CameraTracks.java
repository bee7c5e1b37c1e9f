package io.citywatch.streaming.rules.thermal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a camera follows.
 *
 * @param measuredAt of its newest frame, by its own clock
 * @param receivedAt of that frame
 * @param pose of that frame
 * @param stillSince since when it has stood there, wherever it looked
 * @param interval between its frames, milliseconds; 0 if not known yet
 * @param forgottenAt event time at which a silent camera's tracks mean nothing any more
 */
public record CameraTracks(
        long measuredAt,
        long receivedAt,
        @Nullable CameraPose pose,
        long stillSince,
        long interval,
        List<Track> tracks,
        long forgottenAt) {
    public static final CameraTracks NONE =
            new CameraTracks(Long.MIN_VALUE, Long.MIN_VALUE, null, Long.MIN_VALUE, 0, List.of(), 0);
}
