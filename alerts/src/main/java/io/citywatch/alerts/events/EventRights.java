package io.citywatch.alerts.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Theft;

/** Who may see which event: the same rights as those of the calls that answer with these bodies. */
public final class EventRights {
    private EventRights() {}

    public static boolean maySee(Person person, Event event) {
        return switch (person.role()) {
            case ADMIN, OPERATOR -> true;
            case POLICE -> event.type().equals(LiveEvents.INCIDENT) && Theft.isTheft(event.body());
            case RESPONDER ->
                event.type().equals(LiveEvents.OFFER) && person.isResponder(text(event.body(), "responder"));
        };
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }
}
