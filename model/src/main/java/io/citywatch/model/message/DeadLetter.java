package io.citywatch.model.message;

import io.citywatch.model.PlainText;
import io.citywatch.model.Required;
import java.time.Instant;

/**
 * A message that could not be taken, kept as it came ({@code dead-letters}).
 *
 * @param device the client that sent it, or whom it was about
 * @param topic the MQTT topic, cleaned and cut
 * @param reason what was wrong, cleaned and cut
 * @param payload as it came; base64 in JSON. Treat as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record DeadLetter(String device, String topic, String reason, Instant receivedAt, byte[] payload) {
    private static final int MOST_CHARACTERS = 500;

    /** @throws IllegalArgumentException naming the field that is missing */
    public DeadLetter {
        Required.check("device", device, "a client's id");
        Required.check("topic", topic, "a topic");
        Required.check("reason", reason, "what was wrong");
        Required.check("receivedAt", receivedAt, "epoch milliseconds");
        Required.check("payload", payload, "base64");
        topic = PlainText.cleaned(topic, MOST_CHARACTERS);
        reason = PlainText.cleaned(reason, MOST_CHARACTERS);
    }
}
