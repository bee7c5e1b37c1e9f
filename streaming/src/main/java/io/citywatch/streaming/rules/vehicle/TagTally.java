package io.citywatch.streaming.rules.vehicle;

import io.citywatch.streaming.rules.SignOfLife;

/**
 * The sum of the squares of how often each tag was read, without remembering the tags: each adds one or takes one from
 * each of some counters, as its number says, and the mean square of these is it (Alon, Matias and Szegedy, 1996).
 */
final class TagTally {
    static final int COUNTERS = 16;

    private TagTally() {}

    /** @param from where in the counters those of the span begin */
    static void add(int[] counters, int from, SignOfLife sign) {
        for (int tag : sign.tags()) {
            long mixed = (tag + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 29;
            for (int i = 0; i < COUNTERS; i++) {
                counters[from + i] += (mixed >>> i & 1) == 0 ? 1 : -1;
            }
        }
    }

    static double squares(int[] counters, int from) {
        double sum = 0;
        for (int i = 0; i < COUNTERS; i++) {
            sum += (double) counters[from + i] * counters[from + i];
        }
        return sum / COUNTERS;
    }
}
