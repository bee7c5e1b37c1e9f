package io.citywatch.streaming.rules.elder;

/**
 * A vital sign that is out of its limits.
 *
 * @param readings in a row
 * @param at when the newest of them was received, epoch milliseconds
 * @param identity of the newest message
 */
public record VitalRun(String vital, int readings, long at, String identity) {}
