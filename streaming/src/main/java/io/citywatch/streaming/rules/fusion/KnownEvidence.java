package io.citywatch.streaming.rules.fusion;

/**
 * Evidence that a cell remembers.
 *
 * @param own true if it lies in the cell itself
 */
public record KnownEvidence(boolean own, FireEvidence evidence) {}
