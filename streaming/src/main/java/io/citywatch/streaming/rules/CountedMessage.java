package io.citywatch.streaming.rules;

import io.citywatch.model.log.LogRecord;
import io.citywatch.model.telemetry.DeviceState;
import io.citywatch.model.telemetry.Lane;
import io.citywatch.model.telemetry.MqttTopic;
import io.citywatch.model.telemetry.Sequence;
import io.citywatch.model.telemetry.Telemetry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as the ledger counts it, of either lane or out of the dead letters. Times are epoch milliseconds.
 *
 * @param boot the device's, with {@code seq}; null if it does not number, or nobody can read it
 * @param fingerprint of the identity, by which a repeat is known where the number does not tell
 * @param heard false of a will: somebody else said it
 */
public record CountedMessage(
        String device,
        Sort sort,
        @Nullable String boot,
        long seq,
        long fingerprint,
        long measuredAt,
        long receivedAt,
        boolean heard) {
    /** What is a repeat depends on it. (contracts, Payloads) */
    public enum Sort {
        MEASUREMENT,
        EVENT,
        STATE
    }

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public static CountedMessage of(LogRecord message, Telemetry telemetry) {
        Sequence sequence = telemetry.sequence();
        // A will has an identity of its own: it counts at the time it fires, whatever number it carries.
        boolean isNumbered =
                sequence != null && message.identity().equals(LogRecord.identityOf(sequence, "", message.payload()));
        boolean isState = telemetry instanceof DeviceState;
        Sort sort = isState ? Sort.STATE : message.lane() == Lane.EMERGENCY ? Sort.EVENT : Sort.MEASUREMENT;
        return of(
                message.device().value(),
                sort,
                isNumbered ? sequence : null,
                message.identity(),
                telemetry.measuredAt().toEpochMilli(),
                message.receivedAt().toEpochMilli(),
                !(telemetry instanceof DeviceState state) || state.online());
    }

    /** A dead letter counts if a device sent it on a topic whose messages it numbers. */
    public static Optional<CountedMessage> of(UnreadableMessage letter) {
        return MqttTopic.parse(letter.topic())
                .filter(topic -> topic.client().equals(letter.device()))
                .flatMap(CountedMessage::sortOf)
                .map(sort -> of(
                        letter.device(),
                        sort,
                        letter.boot() == null ? null : new Sequence(letter.boot(), letter.seq()),
                        letter.identity(),
                        letter.measuredAt() < 0 ? letter.receivedAt() : letter.measuredAt(),
                        letter.receivedAt(),
                        true));
    }

    private static CountedMessage of(
            String device,
            Sort sort,
            @Nullable Sequence sequence,
            String identity,
            long measuredAt,
            long receivedAt,
            boolean heard) {
        return new CountedMessage(
                device,
                sort,
                sequence == null ? null : sequence.boot(),
                sequence == null ? -1 : sequence.seq(),
                fingerprint(identity),
                measuredAt,
                receivedAt,
                heard);
    }

    private static Optional<Sort> sortOf(MqttTopic topic) {
        if (topic instanceof MqttTopic.Telemetry) {
            return Optional.of(Sort.MEASUREMENT);
        }
        if (topic instanceof MqttTopic.Events) {
            return Optional.of(Sort.EVENT);
        }
        return topic instanceof MqttTopic.State ? Optional.of(Sort.STATE) : Optional.empty();
    }

    /** FNV-1a: eight bytes are enough to tell a few hundred messages of one device apart. */
    private static long fingerprint(String identity) {
        long hash = FNV_BASIS;
        for (int i = 0; i < identity.length(); i++) {
            hash = (hash ^ identity.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
