package io.citywatch.benchmarks.ingest;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the bench, as its JSON shows it.
 *
 * @param inFlight messages of each connection that wait for their PUBACK; absent at QoS 0 and for a paced load
 * @param lane of a paced load: {@code bulk} or {@code emergency}
 * @param ackMillis from the write of a message to its PUBACK; absent at QoS 0
 * @param lateMillis how late the load itself was with a paced message; that is not in {@code ackMillis}
 * @param cpuMicrosPerMessage CPU time of the server's process; of a paced load, over the messages of both lanes
 * @param loadCpuMicrosPerMessage CPU time of the load, on the same cores
 */
public record Run(
        String server,
        int qos,
        boolean tls,
        int connections,
        @Nullable Integer inFlight,
        @Nullable String lane,
        long messagesPerSecond,
        @Nullable Quantiles ackMillis,
        @Nullable Quantiles lateMillis,
        double cpuMicrosPerMessage,
        double loadCpuMicrosPerMessage) {
    /** Milliseconds. */
    public record Quantiles(double p50, double p99) {
        static Quantiles of(Histogram nanos) {
            return new Quantiles(millis(nanos, 50), millis(nanos, 99));
        }

        private static double millis(Histogram nanos, double percentile) {
            return Math.rint(nanos.getValueAtPercentile(percentile) / 1e4) / 100;
        }
    }
}
