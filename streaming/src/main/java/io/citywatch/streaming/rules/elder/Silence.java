package io.citywatch.streaming.rules.elder;

import io.citywatch.streaming.rules.FixReport;
import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * How long nothing was heard of a person. Times are epoch milliseconds.
 *
 * @param last the newest message that was a sign of the person
 * @param sign what it was: motion, door, vitals, call or moved
 * @param since when it was
 * @param heardAt when the base, or any of a person's, was heard last
 * @param intervalSeconds of its heartbeats; 0 while it never said
 * @param blind milliseconds since the sign in which no base was heard
 * @param fixLat where the pendant was when it last moved; null if nobody knows. So {@code fixLon}
 * @param open null while the silence is not too long
 * @param armedAt event time of the one timer; 0 if none is set
 */
public record Silence(
        MessageStamp last,
        String sign,
        long since,
        long heardAt,
        int intervalSeconds,
        long blind,
        @Nullable Double fixLat,
        @Nullable Double fixLon,
        double fixAccuracy,
        @Nullable OpenCase open,
        long armedAt) {
    Silence at(FixReport fix) {
        return new Silence(
                last,
                sign,
                since,
                heardAt,
                intervalSeconds,
                blind,
                fix.lat(),
                fix.lon(),
                fix.accuracy(),
                open,
                armedAt);
    }

    Silence with(@Nullable OpenCase episode) {
        return new Silence(
                last, sign, since, heardAt, intervalSeconds, blind, fixLat, fixLon, fixAccuracy, episode, armedAt);
    }

    public Silence withArmedAt(long eventTime) {
        return new Silence(
                last, sign, since, heardAt, intervalSeconds, blind, fixLat, fixLon, fixAccuracy, open, eventTime);
    }
}
