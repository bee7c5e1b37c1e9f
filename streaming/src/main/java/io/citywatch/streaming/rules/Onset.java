package io.citywatch.streaming.rules;

import io.citywatch.model.detection.DetectionId;
import io.citywatch.model.detection.Rule;
import java.time.Duration;

/**
 * How an episode begins that any of several devices' messages may begin. After a restart the log's partitions are read
 * one after the other, so another of its messages may come first; its id is therefore not made of that message but of the
 * span in which it came. A span is as long as the episode lasts at least, so no two episodes of a key share one.
 *
 * @param at when it was received, and never before the time that has passed: the episode before had ended by then
 */
public record Onset(MessageStamp stamp, long at) {
    public static Onset of(MessageStamp stamp, long eventTime) {
        return new Onset(stamp, Math.max(stamp.receivedAt(), eventTime));
    }

    /** Not before then: what came earlier begins it at this time. */
    public Onset since(long begin) {
        return new Onset(stamp, Math.max(at, begin));
    }

    /** @param least what the episode lasts at least, after its beginning */
    public String id(Rule rule, String key, Duration least) {
        return id(rule, key, 0, least);
    }

    /** @param origin from which the spans are counted */
    public String id(Rule rule, String key, long origin, Duration least) {
        return DetectionId.ofSpan(rule, key, Math.floorDiv(at - origin, least.toMillis()));
    }

    /** Event time at which it is over, if nothing else comes. */
    public long endsAfter(Duration quiet) {
        return at + quiet.toMillis();
    }
}
