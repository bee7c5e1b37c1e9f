package io.citywatch.simulators.traffic;

/**
 * A motorcycle passes a reader.
 *
 * @param millis since it set out, when it is nearest
 * @param reader by its number
 * @param metersPerSecond how fast
 */
public record Passing(long millis, int reader, double metersPerSecond) {}
