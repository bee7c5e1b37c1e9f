package io.citywatch.streaming.io;

import io.citywatch.model.detection.Detection;
import io.citywatch.model.json.Json;
import io.citywatch.model.message.DeadLetter;
import io.citywatch.model.message.DetectionStatus;
import io.citywatch.model.message.DeviceLedger;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the job appends to the log: a key and a value of JSON. Encoded where it is said, so no step needs a serialiser
 * for nested records.
 *
 * @param value null says that there is nothing of the key any more
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record KeyedBytes(String key, byte @Nullable [] value) {
    private static final String NOBODY = "unknown";
    /** As base64 it fits into a record of the log, which is 3 MB at most. */
    private static final int MOST_LETTER_BYTES = 2 << 20;

    public static KeyedBytes detection(Detection detection) {
        return new KeyedBytes(detection.id(), Json.write(detection));
    }

    public static KeyedBytes status(DetectionStatus status) {
        return new KeyedBytes(status.job(), Json.write(status));
    }

    public static KeyedBytes ledger(DeviceLedger ledger) {
        return new KeyedBytes(ledger.device(), Json.write(ledger));
    }

    public static KeyedBytes nothing(String key) {
        return new KeyedBytes(key, null);
    }

    /**
     * What is too long for the log is cut: a letter that the log refuses would be written again for ever.
     *
     * @param sender who sent it, empty if nobody knows
     * @param topic where it came on
     */
    public static KeyedBytes deadLetter(String sender, String topic, String reason, long receivedAt, byte[] payload) {
        String device = sender.isBlank() ? NOBODY : sender;
        boolean isWhole = payload.length <= MOST_LETTER_BYTES;
        return new KeyedBytes(
                device,
                Json.write(new DeadLetter(
                        device,
                        topic,
                        isWhole ? reason : "cut from " + payload.length + " bytes: " + reason,
                        Instant.ofEpochMilli(receivedAt),
                        isWhole ? payload : Arrays.copyOf(payload, MOST_LETTER_BYTES))));
    }
}
