package io.citywatch.alerts.registry;

import io.citywatch.model.json.Json;
import io.citywatch.model.message.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the presence of clients out of the log: a device was seen when it connected and when it left, and a responder is
 * reached by the app or not.
 */
public final class PresenceFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceFeed.class);

    private final SightingStore store;
    private final PresenceStore responders;
    private final Consumer<List<String>> seen;

    /** @param seen hears of the devices whose time moved */
    public PresenceFeed(SightingStore store, PresenceStore responders, Consumer<List<String>> seen) {
        this.store = store;
        this.responders = responders;
        this.seen = seen;
    }

    /** Takes records of {@code device.presence}; times move forward alone, so a repeat changes nothing. */
    public void take(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Instant> seenAt = new HashMap<>();
        List<Presence> presences = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.value() == null) {
                continue;
            }
            Json.read(each.value(), Presence.class)
                    .fold(
                            presence -> {
                                presences.add(presence);
                                return seenAt.merge(presence.client(), presence.at(), (a, b) -> a.isAfter(b) ? a : b);
                            },
                            reason -> {
                                LOG.warn(
                                        "device.presence {}-{}: not a presence: {}",
                                        each.partition(),
                                        each.offset(),
                                        reason);
                                return null;
                            });
        }
        if (!seenAt.isEmpty()) {
            responders.note(presences);
            List<String> moved = store.markSeen(seenAt);
            if (!moved.isEmpty()) {
                seen.accept(moved);
            }
        }
    }
}
