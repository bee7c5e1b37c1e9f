package io.citywatch.simulators.truth;

/**
 * Where a thief was read next.
 *
 * @param reader that was passed
 * @param at when
 * @param next reader on the way, by its id
 * @param nextAt when that one was passed
 */
public record NextReader(String tag, String reader, long at, String next, long nextAt) {}
