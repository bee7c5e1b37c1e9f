package io.citywatch.streaming.rules.fire;

import io.citywatch.streaming.rules.MessageStamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A detector's alarms of late that were over too soon.
 *
 * @param alarms them, oldest first
 * @param began the first message of the alarm that stands; null if none does
 * @param alarm the id of its S1
 * @param open the hint that stands, if one does
 */
public record NuisanceRecord(
        List<ShortAlarm> alarms,
        @Nullable MessageStamp began,
        @Nullable String alarm,
        @Nullable OpenHint open) {
    public static final NuisanceRecord NONE = new NuisanceRecord(List.of(), null, null, null);

    /**
     * One that was over too soon.
     *
     * @param id of its S1
     * @param at when it began, epoch milliseconds
     */
    public record ShortAlarm(String id, long at) {}

    /**
     * An open episode of S9.
     *
     * @param id of its detections
     * @param revision of the last of them
     * @param newest the message that it rests on last
     * @param clearsAt event time at which it is over
     */
    public record OpenHint(String id, long revision, MessageStamp newest, long clearsAt) {}
}
