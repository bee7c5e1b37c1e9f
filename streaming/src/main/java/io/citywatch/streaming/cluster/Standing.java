package io.citywatch.streaming.cluster;

/** How a job stands on its cluster. */
public sealed interface Standing {
    /** Every step runs. */
    record Running() implements Standing {}

    /**
     * It starts, or the cluster starts it again after a fault.
     *
     * @param fault the newest; empty if there was none
     */
    record Starting(String fault) implements Standing {}

    /**
     * It has ended, or the cluster does not know it; the cluster itself will not start it again.
     *
     * @param reason for the operator
     */
    record Ended(String reason) implements Standing {}
}
