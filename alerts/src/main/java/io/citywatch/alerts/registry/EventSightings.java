package io.citywatch.alerts.registry;

import io.citywatch.model.log.Pulse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A device was seen when it reported an event. What it measures in bulk is not read here. */
public final class EventSightings {
    private final SightingStore store;

    public EventSightings(SightingStore store) {
        this.store = store;
    }

    /** Takes records of {@code telemetry.events}; times move forward alone, so a repeat changes nothing. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Instant> seenAt = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.key() != null && each.headers().lastHeader(Pulse.HEADER) == null) {
                seenAt.merge(
                        new String(each.key(), StandardCharsets.UTF_8),
                        Instant.ofEpochMilli(each.timestamp()),
                        (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        if (!seenAt.isEmpty()) {
            // The pages are not told: an event would cost each of them a message, and they load the device anyway.
            List<String> unused = store.markSeen(seenAt);
        }
    }
}
