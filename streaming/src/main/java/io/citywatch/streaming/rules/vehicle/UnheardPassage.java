package io.citywatch.streaming.rules.vehicle;

/**
 * A ride must have passed a reader on its way between two that read it, and this one did not hear it.
 *
 * @param at about when, epoch milliseconds
 */
public record UnheardPassage(String reader, long at) {}
