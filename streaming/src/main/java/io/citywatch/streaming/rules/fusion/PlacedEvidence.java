package io.citywatch.streaming.rules.fusion;

/**
 * Evidence as one cell of the ground sees it.
 *
 * @param cell which one
 * @param own true if it lies in that cell, false if in one beside it
 * @param over true if it does not hold any more
 */
public record PlacedEvidence(long cell, boolean own, boolean over, FireEvidence evidence) {}
