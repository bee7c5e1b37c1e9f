package io.citywatch.streaming.rules.thermal;

import io.citywatch.model.detection.Rule;
import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera sees a spot that enough of its frames have shown.
 *
 * @param rule T1 or T2; T3 of one that grows; T6 of one that is no fire
 * @param cell the key of its episode
 * @param spot as this frame shows it; the spots beside it added
 * @param frames in how many it was seen so far
 * @param at when, epoch milliseconds
 * @param staleAfter milliseconds without another sighting after which it is gone
 * @param innocent why it is no fire (T6): {@code moving}, {@code sun-glint} or {@code known-heat}; null if it may be one
 * @param growthPercentPerMinute of T3, else null
 * @param crossed the other cameras whose lines of sight made its place
 */
public record SpotSighting(
        Rule rule,
        String cell,
        MessageStamp origin,
        HotSpot spot,
        int frames,
        long at,
        long staleAfter,
        @Nullable String innocent,
        @Nullable Double growthPercentPerMinute,
        List<String> crossed) {
    static final String MOVING = "moving";
    static final String GLINT = "sun-glint";
    static final String KNOWN = "known-heat";

    public String camera() {
        return origin.device();
    }

    /** The rules of one cell have an episode each. */
    public String key() {
        return rule + "/" + cell;
    }

    /** The same, but no fire. */
    SpotSighting innocent(String reason) {
        return new SpotSighting(Rule.T6, cell, origin, spot, frames, at, staleAfter, reason, null, crossed);
    }

    SpotSighting growing(double percentPerMinute) {
        return new SpotSighting(Rule.T3, cell, origin, spot, frames, at, staleAfter, null, percentPerMinute, crossed);
    }

    /** The same at a place that is known better. */
    SpotSighting at(String knownCell, Sight sight, List<String> cameras) {
        return new SpotSighting(
                rule,
                knownCell,
                origin,
                spot.at(sight),
                frames,
                at,
                staleAfter,
                innocent,
                growthPercentPerMinute,
                cameras);
    }
}
