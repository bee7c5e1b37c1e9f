package io.citywatch.alerts.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest changes in a ring, from which each page reads at its own pace: a slow page holds nothing up and
 * nothing in memory; if the ring has passed it by, it is told to load everything anew. Thread-safe.
 */
public final class EventHub implements LiveEvents {
    /** How many changes a page may be behind. */
    public static final int DEFAULT_CAPACITY = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int BATCH = 256;

    private final String boot;
    private final Event[] ring;
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private long newest;

    /** @param boot differs with each start of the process, so that an id of an earlier one is known as such */
    public EventHub(String boot, int capacity) {
        this.boot = boot;
        this.ring = new Event[capacity];
    }

    /**
     * What there is after a place.
     *
     * @param lost true if the ring no longer holds what came next after that place
     */
    public record Slice(boolean lost, List<Event> events) {}

    @Override
    public void publish(String type, Object body) {
        try {
            JsonNode tree = Json.mapper().valueToTree(body);
            append(type, tree, Json.mapper().writeValueAsString(tree));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.error(
                    "event {}: {} is not writable as JSON",
                    type,
                    body.getClass().getName(),
                    e);
            return;
        }
        listeners.forEach(Runnable::run);
    }

    private synchronized void append(String type, JsonNode body, String json) {
        newest++;
        ring[(int) (newest % ring.length)] = new Event(newest, type, body, json);
    }

    /** The events after the number, at most a batch of them. */
    public synchronized Slice after(long number) {
        long oldest = Math.max(1, newest - ring.length + 1);
        if (number + 1 < oldest || number > newest) {
            return new Slice(true, List.of());
        }
        List<Event> events = new ArrayList<>();
        for (long next = number + 1; next <= newest && events.size() < BATCH; next++) {
            events.add(ring[(int) (next % ring.length)]);
        }
        return new Slice(false, events);
    }

    public synchronized long newest() {
        return newest;
    }

    /** The id of a place, as pages send it back in {@code Last-Event-ID}. */
    public String idOf(long number) {
        return boot + "-" + number;
    }

    /** The place of an id; none if it is of another process or not an id. */
    public OptionalLong numberOf(String id) {
        if (!id.startsWith(boot + "-")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(id.substring(boot.length() + 1)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Calls the listener after each event, in the publisher's thread; it must not block. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
