package io.citywatch.streaming.rules.thermal;

import java.util.Arrays;

/**
 * Median and MAD of counts. Those of one place lie close together, so they are counted by value: cost is their number
 * and how far they spread, where to seek takes three comparisons each, half of them foretold wrongly. What lies far above
 * the least is one bin; where that could be the answer it is sought after all, by quickselect. Not thread-safe.
 */
final class Robust {
    private static final int BINS = 4_096;

    private final int[] bins = new int[BINS];

    /** Of the first {@code size} values, which must be at least one; they may be reordered. */
    Level level(int[] values, int size) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, values[i]);
        }
        int most = 0;
        for (int i = 0; i < size; i++) {
            int bin = Math.min(values[i] - least, BINS - 1);
            bins[bin]++;
            most = Math.max(most, bin);
        }
        int half = (size + 1) / 2;
        int median = 0;
        for (int seen = bins[0]; seen < half; seen += bins[median]) {
            median++;
        }
        int deviation = 0;
        for (int seen = bins[median]; seen < half; ) {
            deviation++;
            seen += median - deviation >= 0 ? bins[median - deviation] : 0;
            seen += median + deviation <= most ? bins[median + deviation] : 0;
        }
        Arrays.fill(bins, 0, most + 1, 0);
        return median + deviation < BINS - 1 ? new Level(least + median, deviation) : sought(values, size);
    }

    private static Level sought(int[] values, int size) {
        int median = median(values, size);
        int[] distances = new int[size];
        for (int i = 0; i < size; i++) {
            distances[i] = Math.abs(values[i] - median);
        }
        return new Level(median, median(distances, size));
    }

    /** The lower median of the first {@code size} values, which must be at least one; they are reordered. */
    static int median(int[] values, int size) {
        int wanted = (size - 1) / 2;
        int from = 0;
        int to = size - 1;
        while (from < to) {
            int pivot = values[(from + to) >>> 1];
            int low = from;
            int high = to;
            while (low <= high) {
                while (values[low] < pivot) {
                    low++;
                }
                while (values[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    int swapped = values[low];
                    values[low++] = values[high];
                    values[high--] = swapped;
                }
            }
            if (wanted <= high) {
                to = high;
            } else if (wanted >= low) {
                from = low;
            } else {
                break;
            }
        }
        return values[wanted];
    }
}
