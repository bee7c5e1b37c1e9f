package io.citywatch.streaming.rules.ledger;

import java.util.Arrays;

/**
 * The messages of the last ten minutes of one device, by fingerprint, the oldest first. Past {@value #MOST} the oldest
 * is forgotten: a device that sends so much without numbers is known by its newest messages alone.
 *
 * @param fingerprints treat as read-only
 * @param receivedAt of each, epoch milliseconds; treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // state of one step, never compared
public record RecentMessages(long[] fingerprints, long[] receivedAt) {
    static final RecentMessages NONE = new RecentMessages(new long[0], new long[0]);
    static final int MOST = 256;

    boolean has(long fingerprint, long at, long windowMillis) {
        for (int i = fingerprints.length - 1; i >= 0; i--) {
            if (fingerprints[i] == fingerprint && Math.abs(at - receivedAt[i]) <= windowMillis) {
                return true;
            }
        }
        return false;
    }

    /** With one more, without those that the window has passed. */
    RecentMessages with(long fingerprint, long at, long windowMillis) {
        int first = Math.max(0, fingerprints.length - MOST + 1);
        while (first < fingerprints.length && receivedAt[first] < at - windowMillis) {
            first++;
        }
        int kept = fingerprints.length - first;
        long[] prints = Arrays.copyOfRange(fingerprints, first, first + kept + 1);
        long[] times = Arrays.copyOfRange(receivedAt, first, first + kept + 1);
        prints[kept] = fingerprint;
        times[kept] = at;
        return new RecentMessages(prints, times);
    }
}
