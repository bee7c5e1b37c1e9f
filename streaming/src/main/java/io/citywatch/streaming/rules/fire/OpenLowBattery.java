package io.citywatch.streaming.rules.fire;

/**
 * An open episode of S7.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param muted whether somebody muted the sensor since it was said last
 */
public record OpenLowBattery(String id, long revision, boolean muted) {}
