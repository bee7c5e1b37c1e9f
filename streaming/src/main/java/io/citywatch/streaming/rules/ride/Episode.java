package io.citywatch.streaming.rules.ride;

import io.citywatch.streaming.rules.MessageStamp;

/**
 * An open episode about one tag at one reader.
 *
 * @param vehicle the plate, else the tag, that it was raised for
 * @param since when it began, epoch milliseconds
 * @param times how often it was seen
 * @param clearsAt event time at which it is over, if no further evidence comes
 */
public record Episode(
        String id,
        long revision,
        String vehicle,
        String reader,
        long since,
        int times,
        MessageStamp newest,
        long clearsAt) {
    Episode seen(MessageStamp stamp, long quietMillis) {
        return new Episode(
                id,
                Math.max(revision, stamp.loggedAt()),
                vehicle,
                reader,
                since,
                times + 1,
                stamp.receivedAt() >= newest.receivedAt() ? stamp : newest,
                Math.max(clearsAt, stamp.receivedAt() + quietMillis));
    }

    Episode told(long lastRevision) {
        return new Episode(id, Math.max(revision, lastRevision), vehicle, reader, since, times, newest, clearsAt);
    }
}
