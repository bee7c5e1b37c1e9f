package io.citywatch.alerts.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.PoliceMatter;
import java.util.Set;

/** Who may see which event: the same rights as those of the calls that answer with these bodies. */
public final class EventRights {
    private static final Set<String> OF_VEHICLES = Set.of(LiveEvents.VEHICLE, LiveEvents.TRACK_REQUEST);

    private EventRights() {}

    public static boolean maySee(Person person, Event event) {
        return switch (person.role()) {
            case ADMIN -> true;
            case OPERATOR -> !OF_VEHICLES.contains(event.type());
            case POLICE -> maySeeAsPolice(event);
            case RESPONDER ->
                event.type().equals(LiveEvents.OFFER) && person.isResponder(text(event.body(), "responder"));
        };
    }

    /** Vehicles, what concerns incidents of theirs, and where people are whom they meet there. */
    private static boolean maySeeAsPolice(Event event) {
        return switch (event.type()) {
            case LiveEvents.VEHICLE, LiveEvents.TRACK_REQUEST, LiveEvents.POSITION, LiveEvents.CLOSURES -> true;
            case LiveEvents.INCIDENT, LiveEvents.OFFER -> PoliceMatter.is(text(event.body(), "kind"));
            default -> false;
        };
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }
}
