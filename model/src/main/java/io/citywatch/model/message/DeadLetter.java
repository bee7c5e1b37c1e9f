package io.citywatch.model.message;

import java.time.Instant;

/**
 * A message that could not be taken, kept as it came ({@code dead-letters}).
 *
 * @param device the client that sent it, or whom it was about
 * @param topic the MQTT topic
 * @param reason what was wrong
 * @param payload as it came; base64 in JSON. Treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record DeadLetter(String device, String topic, String reason, Instant receivedAt, byte[] payload) {}
