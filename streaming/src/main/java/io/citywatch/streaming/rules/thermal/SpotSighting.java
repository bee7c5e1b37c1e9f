package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;

/**
 * A camera sees a spot that enough of its frames have shown.
 *
 * @param cell the key of its episode
 * @param spot as this frame shows it; the spots beside it added
 * @param frames in how many it was seen so far
 * @param at when, epoch milliseconds
 * @param staleAfter milliseconds without another sighting after which it is gone
 */
public record SpotSighting(
        Rule rule, String cell, MessageStamp origin, HotSpot spot, int frames, long at, long staleAfter) {
    public String camera() {
        return origin.device();
    }

    /** T1 and T2 of one cell are two episodes. */
    public String key() {
        return rule + "/" + cell;
    }
}
