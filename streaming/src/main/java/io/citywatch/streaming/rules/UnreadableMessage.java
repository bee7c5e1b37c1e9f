package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.TornPayload;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its payload, flat. Times are epoch milliseconds.
 *
 * @param device the client that sent it; cleaned, but not always an id
 * @param topic the MQTT topic
 * @param identity of topic and payload: the same message sent again has the same
 * @param measuredAt what the device says; -1 if that cannot be read
 * @param boot the device's, with {@code seq}; null if they cannot be read
 */
public record UnreadableMessage(
        String device,
        String topic,
        String identity,
        String reason,
        long receivedAt,
        long loggedAt,
        long measuredAt,
        @Nullable String boot,
        long seq) {
    public static UnreadableMessage of(DeadLetter letter, long loggedAt) {
        TornPayload torn = TornPayload.read(letter.payload());
        Sequence sequence = torn.sequence();
        return new UnreadableMessage(
                letter.device(),
                letter.topic(),
                LogRecord.identityOf(null, letter.topic(), letter.payload()),
                letter.reason(),
                letter.receivedAt().toEpochMilli(),
                loggedAt,
                torn.measuredAt(),
                sequence == null ? null : sequence.boot(),
                sequence == null ? -1 : sequence.seq());
    }
}
