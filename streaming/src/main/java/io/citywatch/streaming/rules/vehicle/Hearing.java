package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.MessageStamp;
import org.jspecify.annotations.Nullable;

/**
 * What a reader hears, span by span of 15 min. -1 stands for a span in which it said nothing at all.
 *
 * @param span the number of the first span that is not judged yet, counted since 1970
 * @param counts sightings in that span and in those after it that were begun; empty while nothing is to be judged
 * @param recent sightings of the last spans that were judged, newest first
 * @param days sightings at each time of day on the last seven days: slot x 7 + day
 * @param gateway that received its last message
 * @param newest its last message
 * @param id of the open episode; null while it hears well
 * @param revision of the last detection
 * @param expected sightings a span, as the episode says
 */
@SuppressWarnings("ArrayRecordComponent") // kept as they are, never compared
public record Hearing(
        long span,
        int[] counts,
        int[] recent,
        int[] days,
        String gateway,
        MessageStamp newest,
        @Nullable String id,
        long revision,
        double expected) {
    Hearing counted(long first, int[] sightings, String by, MessageStamp stamp) {
        return new Hearing(first, sightings, recent, days, by, stamp, id, revision, expected);
    }

    Hearing learnt(int[] nextRecent, int[] nextDays) {
        return new Hearing(span, counts, nextRecent, nextDays, gateway, newest, id, revision, expected);
    }

    Hearing judged(@Nullable String episode, long lastRevision, double usual) {
        return new Hearing(span, counts, recent, days, gateway, newest, episode, lastRevision, usual);
    }
}
