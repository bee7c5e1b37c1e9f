package io.citywatch.benchmarks.ingest;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What the clients of one event loop saw since the last look; used on that loop alone. */
final class Tally {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private Histogram latencies = empty();
    private Histogram lateness = empty();
    private long sinceNanos = System.nanoTime();

    /**
     * A stretch of time.
     *
     * @param latencies nanoseconds from the write of a message to its PUBACK
     * @param lateness nanoseconds from when a paced message was due to its write
     */
    record Span(Histogram latencies, Histogram lateness, long nanos) {
        long count() {
            return latencies.getTotalCount();
        }

        double perSecond() {
            return count() * 1e9 / nanos;
        }

        /** Both together; they lasted equally long. */
        Span with(Span other) {
            latencies.add(other.latencies);
            lateness.add(other.lateness);
            return new Span(latencies, lateness, Math.max(nanos, other.nanos));
        }
    }

    private static Histogram empty() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    void acknowledged(long nanos) {
        latencies.recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }

    void late(long nanos) {
        lateness.recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }

    /** What was seen since the last call. */
    Span take() {
        long now = System.nanoTime();
        Span span = new Span(latencies, lateness, now - sinceNanos);
        latencies = empty();
        lateness = empty();
        sinceNanos = now;
        return span;
    }
}
