package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of E2.
 *
 * @param cancelWindow how long after its receipt a fall can be cancelled at the device
 * @param clockGrace how much longer, by the clock, a window may wait for event time before it ends all the same
 * @param quiet how long without a further fall until the episode is over
 * @param repeatWindow how long after its receipt the same message of a terminal counts as a repeat
 */
public record FallParameters(Duration cancelWindow, Duration clockGrace, Duration quiet, Duration repeatWindow)
        implements Serializable {
    public static final FallParameters DEFAULTS = new FallParameters(
            Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10));

    /** @throws IllegalArgumentException naming the parameter that is not above zero */
    public FallParameters {
        Expect.positive("cancel-window", cancelWindow);
        Expect.positive("clock-grace", clockGrace);
        Expect.positive("quiet", quiet);
        Expect.positive("repeat-window", repeatWindow);
    }
}
