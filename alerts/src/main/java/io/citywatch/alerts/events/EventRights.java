package io.citywatch.alerts.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.PoliceMatter;

/** Who may see which event: the same rights as those of the calls that answer with these bodies. */
public final class EventRights {
    private EventRights() {}

    public static boolean maySee(Person person, Event event) {
        return switch (person.role()) {
            case ADMIN -> true;
            case OPERATOR -> !event.type().equals(LiveEvents.VEHICLE);
            case POLICE ->
                event.type().equals(LiveEvents.VEHICLE)
                        || (event.type().equals(LiveEvents.INCIDENT) && PoliceMatter.is(text(event.body(), "kind")));
            case RESPONDER ->
                event.type().equals(LiveEvents.OFFER) && person.isResponder(text(event.body(), "responder"));
        };
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asText("");
    }
}
