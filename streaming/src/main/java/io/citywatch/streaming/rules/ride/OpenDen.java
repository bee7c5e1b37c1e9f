package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * An open episode of R14.
 *
 * @param place by its name
 * @param lat of the middle of the rests that raised it; so {@code lon}
 * @param tags how many different ones were told
 * @param clearsAt event time at which too few of its rests are new enough
 */
public record OpenDen(
        String id, long revision, String place, double lat, double lon, int tags, MessageStamp newest, long clearsAt) {}
