package io.citywatch.model.detection;

import java.time.Instant;

/**
 * When the newest evidence passed each stage; incident and offer add theirs.
 *
 * @param measured by the device's own clock
 * @param received by the gateway
 * @param logged by the log
 * @param detected by the rule, wall clock
 */
public record Stages(Instant measured, Instant received, Instant logged, Instant detected) {}
