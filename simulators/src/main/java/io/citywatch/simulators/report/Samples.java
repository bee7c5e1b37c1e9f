package io.citywatch.simulators.report;

import java.util.Arrays;
import java.util.Collection;

/**
 * Exact quantiles over all samples, in milliseconds with one decimal.
 *
 * @param count how many
 * @param p50 the median; 0 without samples, as the others
 * @param p99 the smallest sample that 99 % are not above
 */
public record Samples(int count, double p50, double p99, double max) {
    public static Samples ofNanos(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Samples(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return Math.rint(sorted[Math.max(0, rank - 1)] / 1e5) / 10;
    }
}
