package io.citywatch.streaming.rules.fire;

/**
 * An episode of S7: open, or ended of late.
 *
 * @param id of its detections
 * @param revision of the last of them
 * @param muted whether somebody muted the sensor since it was said last
 * @param goodAt when the battery was good again, epoch milliseconds; 0 while it is open
 */
public record OpenLowBattery(String id, long revision, boolean muted, long goodAt) {}
