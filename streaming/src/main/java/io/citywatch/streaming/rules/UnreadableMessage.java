package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.message.DeadLetter;

/**
 * A dead letter without its payload, flat. Times are epoch milliseconds.
 *
 * @param device the client that sent it; cleaned, but not always an id
 * @param topic the MQTT topic
 * @param identity of topic and payload: the same message sent again has the same
 */
public record UnreadableMessage(
        String device, String topic, String identity, String reason, long receivedAt, long loggedAt) {
    public static UnreadableMessage of(DeadLetter letter, long loggedAt) {
        return new UnreadableMessage(
                letter.device(),
                letter.topic(),
                LogRecord.identityOf(null, letter.topic(), letter.payload()),
                letter.reason(),
                letter.receivedAt().toEpochMilli(),
                loggedAt);
    }
}
