package io.citywatch.model.detection;

import io.citywatch.model.Required;
import java.time.Instant;

/**
 * When the newest evidence passed each stage; incident and offer add theirs.
 *
 * @param measured by the device's own clock
 * @param received by the gateway
 * @param logged by the log
 * @param detected by the rule, wall clock
 */
public record Stages(Instant measured, Instant received, Instant logged, Instant detected) {
    /** @throws IllegalArgumentException naming the stage that is missing */
    public Stages {
        Required.check("measured", measured, "epoch milliseconds");
        Required.check("received", received, "epoch milliseconds");
        Required.check("logged", logged, "epoch milliseconds");
        Required.check("detected", detected, "epoch milliseconds");
    }
}
