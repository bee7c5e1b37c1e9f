package io.citywatch.streaming.rules;

import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers of the rules about smoke and heat.
 *
 * @param openAlarmKept S1: how long a detector's alarm is remembered for the message that ends it
 */
public record FireParameters(Duration openAlarmKept) implements Serializable {
    public static final FireParameters DEFAULTS = new FireParameters(Duration.ofDays(7));

    /** @throws IllegalArgumentException naming the parameter that is not above zero */
    public FireParameters {
        Expect.positive("open-alarm-kept", openAlarmKept);
    }
}
