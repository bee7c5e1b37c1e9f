package io.citywatch.streaming.rules.fire;

/** A temperature in degrees Celsius and when it was measured, epoch milliseconds. */
public record TemperaturePoint(long at, double celsius) {}
