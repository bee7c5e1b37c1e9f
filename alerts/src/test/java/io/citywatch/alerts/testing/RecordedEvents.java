package io.citywatch.alerts.testing;

import io.citywatch.alerts.events.LiveEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what the pages were told. */
public final class RecordedEvents implements LiveEvents {
    /** One event. */
    public record Event(String type, Object body) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public void publish(String type, Object body) {
        events.add(new Event(type, body));
    }

    public List<Event> all() {
        return List.copyOf(events);
    }

    public List<Object> of(String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .map(Event::body)
                .toList();
    }
}
