package io.citywatch.benchmarks.ingest;

import java.time.Duration;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param contenders in their order
 * @param warmUp before each figure
 * @param measured of each figure
 * @param idleConnections that are opened to see what one costs
 * @param threads of the load
 */
public record IngestPlan(
        List<Contender> contenders, Duration warmUp, Duration measured, int idleConnections, int threads) {
    static final List<Integer> CONNECTIONS = List.of(50, 1_000);
    static final List<Integer> IN_FLIGHT = List.of(1, 10, 100);
    static final int TLS_CONNECTIONS = 50;
    static final int TLS_IN_FLIGHT = 100;
    static final int PACED_PER_SECOND = 10_000;
    static final int PACED_CONNECTIONS = 100;
    /** Devices of their own: behind a bulk message of the same connection an alarm waits for its PUBACK. */
    static final int EMERGENCY_PER_SECOND = 50;

    static final int EMERGENCY_CONNECTIONS = 50;

    /** @throws IllegalArgumentException naming the option, its value and the expectation */
    public IngestPlan {
        contenders = List.copyOf(contenders);
        atLeast("--warm-up", warmUp.toSeconds(), 0);
        atLeast("--measured", measured.toSeconds(), 1);
        atLeast("--idle-connections", idleConnections, 100);
        atLeast("--threads", threads, 1);
    }

    /** How many devices connect at most. */
    int devices() {
        return Math.max(idleConnections, 1_000);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
