package io.citywatch.streaming.rules.vehicle;

/**
 * A reader that may be the next.
 *
 * @param probability 0 to 1
 * @param seconds until it would be there
 */
public record Expected(String reader, double probability, double seconds) {}
