package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * A stolen vehicle came to rest.
 *
 * @param vehicle the plate, else the tag
 * @param lat of the reader that read it last; so {@code lon}
 * @param dwelt whether the reader kept reading it; false if it fell silent there
 * @param since when it came, epoch milliseconds
 * @param at when it was clear that it rests
 */
public record Rest(
        String tag,
        String vehicle,
        String reader,
        double lat,
        double lon,
        boolean dwelt,
        long since,
        long at,
        MessageStamp stamp) {}
