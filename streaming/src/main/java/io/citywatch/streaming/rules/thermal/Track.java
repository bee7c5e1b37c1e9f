package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A spot that a camera follows from frame to frame.
 *
 * @param cell the key that it got at first; it keeps it, so a spot on a border does not flicker between two
 * @param firstLat where it was seen first, if it had a place; so {@code firstLon}
 * @param firstAt when, epoch milliseconds
 * @param bearingDegrees where it was seen last
 * @param hits its frames at the rule's level, one bit each, the newest lowest
 * @param confirmed whether enough of them were
 * @param frames in how many it was seen
 * @param samples of how large it was, oldest first
 * @param seenAt when it was received last, epoch milliseconds
 */
public record Track(
        Rule rule,
        String cell,
        @Nullable Double firstLat,
        @Nullable Double firstLon,
        long firstAt,
        double bearingDegrees,
        int hits,
        boolean confirmed,
        int frames,
        List<SpotSample> samples,
        long seenAt) {}
