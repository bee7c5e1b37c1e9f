package io.citywatch.simulators.truth;

/**
 * A message as a gateway received it.
 *
 * @param payload JSON; treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Recorded(long receivedAt, String topic, byte[] payload) {}
