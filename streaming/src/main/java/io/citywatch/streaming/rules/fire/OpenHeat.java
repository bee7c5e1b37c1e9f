package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * An open episode of S3.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param reason {@code fixed} or {@code rise}
 * @param newest the reading taken last
 * @param temperature of that reading
 * @param celsiusPerMinute of that reading, if it could be told
 * @param said the temperature that was said last
 * @param belowSince since when every reading was below the share of the level; null if the last was not
 * @param clearsAt event time at which it is over, if no further reading comes
 */
public record OpenHeat(
        String id,
        long revision,
        String reason,
        MessageStamp newest,
        double temperature,
        @Nullable Double celsiusPerMinute,
        double said,
        @Nullable Long belowSince,
        long clearsAt) {}
