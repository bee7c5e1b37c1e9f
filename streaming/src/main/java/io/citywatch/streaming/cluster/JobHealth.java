package io.citywatch.streaming.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job is.
 *
 * @param job {@code detection} or {@code history}
 * @param running whether every step runs now
 * @param checkpointAge since its last completed checkpoint; null before the first
 * @param resubmissions how often it had to be submitted again since this process began
 */
public record JobHealth(
        String job, boolean running, @Nullable Duration checkpointAge, int resubmissions) {}
