package io.citywatch.streaming.rules.vehicle;

/**
 * A reader that can be the next one: the way there passes no other.
 *
 * @param meters of the way there
 * @param seconds at the roads' own speed
 */
public record ReaderLink(String reader, double meters, double seconds) {}
