package io.citywatch.streaming.rules;

/**
 * A message that was counted; the same again is a repeat until it is forgotten.
 *
 * @param forgottenAt event time
 */
public record SeenMessage(String identity, long receivedAt, long forgottenAt) {}
