package io.citywatch.streaming.elder;

/**
 * E3 of a terminal's person began or ceased to hold.
 *
 * @param missed false if the person was heard again
 * @param revision what it rests on
 */
public record MissedPerson(String terminal, boolean missed, long revision) {}
