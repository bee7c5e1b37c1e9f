package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * An open episode of S2.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param newest the reading taken last
 * @param obscuration of that reading, %/m
 * @param percentPerMinute how fast the readings rise, %/m a minute
 * @param alarmLevel the detector's, %/m
 * @param full whether it was said that the alarm level is reached
 * @param belowSince since when every reading was below the share of the level; null if the last was not
 * @param clearsAt event time at which it is over, if no further reading comes
 */
public record OpenPreAlarm(
        String id,
        long revision,
        MessageStamp newest,
        double obscuration,
        double percentPerMinute,
        double alarmLevel,
        boolean full,
        @Nullable Long belowSince,
        long clearsAt) {}
