package io.citywatch.streaming.rules.thermal;

/** Medians of counts. Quickselect over an array that is reordered in place. */
final class Robust {
    private Robust() {}

    /** The lower median of the first {@code size} values, which must be at least one. */
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
