package io.citywatch.streaming.rules.vehicle;

import java.util.Arrays;

/**
 * How loud a reader hears what passes it: reads by whole dBm. Halved when they are many, so that a new antenna is soon
 * known.
 *
 * @param counts of -110 dBm and less, of each dBm above it, and of -15 dBm and more
 * @param reads all of them
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is, never compared
public record Loudness(int[] counts, int reads) {
    static final Loudness NOTHING = new Loudness(new int[96], 0);

    private static final int FAINTEST = -110;
    private static final int MOST = 20_000;

    Loudness with(double rssi) {
        int[] next = counts.clone();
        next[level(rssi)]++;
        if (reads + 1 < MOST) {
            return new Loudness(next, reads + 1);
        }
        for (int i = 0; i < next.length; i++) {
            next[i] /= 2;
        }
        return new Loudness(next, Arrays.stream(next).sum());
    }

    /** The dBm that this share of its reads are as loud as, or louder. */
    double exceededBy(double share) {
        double left = share * reads;
        for (int i = counts.length - 1; i >= 0; i--) {
            left -= counts[i];
            if (left <= 0) {
                return FAINTEST + (double) i;
            }
        }
        return FAINTEST;
    }

    private int level(double rssi) {
        return (int) Math.max(0, Math.min(counts.length - 1.0, Math.round(rssi) - (double) FAINTEST));
    }
}
