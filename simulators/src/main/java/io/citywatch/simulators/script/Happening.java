package io.citywatch.simulators.script;

import java.time.Instant;

/**
 * One scene as it was played: the truth.
 *
 * @param device whose message told of it
 * @param at just before that message was published
 * @param nanos {@code System.nanoTime()} at that moment
 */
public record Happening(Scene scene, String device, Instant at, long nanos) {}
