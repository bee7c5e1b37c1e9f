package io.citywatch.roads;

/** By what a way is the best. */
public enum Measure {
    SECONDS,
    METERS
}
