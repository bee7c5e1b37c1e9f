package io.citywatch.model.telemetry;

/**
 * A device's own count of its messages.
 *
 * @param boot changes with each restart of the device
 * @param seq 0, 1, 2... over all telemetry, events and state of that boot
 */
public record Sequence(String boot, long seq) {}
