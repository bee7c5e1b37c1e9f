package io.citywatch.model.message;

import io.citywatch.model.Required;
import io.citywatch.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message owed to one device or responder: a record of the topic {@code commands}, written by dispatch alone. Every
 * gateway keeps the highest revision of each id, delivers only the newest and never past its time. The end is a record
 * with {@code settled} true, not a tombstone.
 *
 * @param recipient the client id
 * @param id of the command or offer
 * @param revision grows with each change of the same id
 * @param settled nothing is owed any more
 * @param until deliver no later than this
 * @param topic the MQTT topic to publish on
 * @param payload the JSON to publish, absent once settled; at most 4 KiB
 */
public record PendingMessage(
        String recipient,
        String id,
        long revision,
        boolean settled,
        Instant until,
        String topic,
        @Nullable String payload) {
    /** The most that a payload may be, UTF-8 bytes. */
    public static final int MOST_PAYLOAD_BYTES = 4096;

    /** @throws IllegalArgumentException if a field is missing, or the payload too long or missing while it is owed */
    public PendingMessage {
        Required.id("recipient", recipient);
        Required.id("id", id);
        Required.check("until", until, "epoch milliseconds");
        Required.check("topic", topic, "an MQTT topic");
        if (!settled && payload == null) {
            throw new IllegalArgumentException("payload: missing (expected: JSON, of an unsettled message)");
        }
        int bytes = payload == null ? 0 : payload.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload: " + bytes + " bytes (expected: at most " + MOST_PAYLOAD_BYTES + ")");
        }
    }

    /** The log's key: compaction is by recipient and id. */
    public String key() {
        return recipient + "/" + id;
    }

    /** The partition that holds the recipient; every writer and reader must agree on it. */
    public static int partitionOf(String recipient, int partitions) {
        return Math.floorMod(recipient.hashCode(), partitions);
    }

    public byte[] write() {
        return Json.write(this);
    }
}
