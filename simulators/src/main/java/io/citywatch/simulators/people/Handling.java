package io.citywatch.simulators.people;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** When an operator closes an incident, and with which outcome: a function of what the API shows of it. */
final class Handling {
    /** As long as something goes on, closing would only re-open it; but not for ever. */
    private static final Duration WAITS_FOR_CLEARING = Duration.ofSeconds(110);

    private static final Duration GIVES_UP_AFTER = Duration.ofMinutes(4);
    private static final Duration GIVES_UP_AFTER_IN_A_HURRY = Duration.ofSeconds(70);
    private static final Duration NOTES_AFTER = Duration.ofSeconds(75);
    private static final Duration ORDERS_AFTER = Duration.ofSeconds(25);

    private Handling() {}

    /** How an incident is closed. */
    record Closing(String outcome, String reason) {}

    /**
     * @param incident in detail
     * @param hurry the day is over: nothing is left to others
     */
    static Optional<Closing> of(JsonNode incident, Duration age, boolean hurry) {
        String kind = incident.path("kind").asText();
        if (kind.equals("service")) {
            return age.compareTo(ORDERS_AFTER) > 0
                    ? Optional.of(new Closing("handed-over", "the order was passed on to the provider"))
                    : Optional.empty();
        }
        boolean ends = !kind.equals("elder-emergency");
        if (ends && incident.path("active").asBoolean(true) && age.compareTo(WAITS_FOR_CLEARING) < 0) {
            return Optional.empty();
        }
        if (kind.equals("theft") && isHunted(incident) && age.compareTo(GIVES_UP_AFTER) < 0) {
            return Optional.empty();
        }
        int cleared = 0;
        int underWay = 0;
        for (JsonNode assignment : incident.path("assignments")) {
            switch (assignment.path("state").asText()) {
                case "CLEARED" -> cleared++;
                case "ASSIGNED", "EN_ROUTE", "ARRIVED", "LATE", "LOST" -> underWay++;
                default -> {}
            }
        }
        if (cleared > 0 && underWay == 0) {
            return Optional.of(helped(kind));
        }
        boolean urgent = incident.path("severity").asText().compareTo("P2") <= 0;
        if (!urgent && underWay == 0 && age.compareTo(hurry ? ORDERS_AFTER : NOTES_AFTER) > 0) {
            return Optional.of(new Closing("handed-over", "noted, and on the list of the day's repairs"));
        }
        if (age.compareTo(hurry ? GIVES_UP_AFTER_IN_A_HURRY : GIVES_UP_AFTER) > 0) {
            return Optional.of(
                    incident.path("active").asBoolean(true)
                            ? new Closing("handed-over", "nobody finished it in time")
                            : new Closing("other", "it was over before anybody was there"));
        }
        return Optional.empty();
    }

    /** A report stands: the officers go on. */
    private static boolean isHunted(JsonNode incident) {
        boolean stolen = false;
        for (JsonNode rule : incident.path("rules")) {
            stolen |= rule.asText().equals("R1");
        }
        return stolen && incident.path("active").asBoolean(true);
    }

    private static Closing helped(String kind) {
        return switch (kind) {
            case "elder-emergency" -> new Closing("helped", "the person is well, a volunteer was there");
            case "elder-welfare" -> new Closing("helped", "visited: lonely, but well");
            case "fire" -> new Closing("helped", "smoke or fire found and put out, the place is aired");
            case "theft" -> new Closing("helped", "the vehicle was found and is back with its owner");
            case "cloned-tag" -> new Closing("handed-over", "the second tag is with the investigators");
            case "wrong-way" -> new Closing("handed-over", "stopped and cautioned");
            case "suspicious-ride" -> new Closing("other", "stopped and checked, nothing was wrong");
            case "den" -> new Closing("handed-over", "the yard is with the investigators");
            case "tag-fault" -> new Closing("helped", "the owner was called, the tag was renewed");
            case "unreadable-alarm" -> new Closing("helped", "called back: the person is well, the base was reset");
            case "outage" -> new Closing("other", "the power is back");
            case "device-fault", "elder-device" -> new Closing("helped", "repaired on the spot");
            default -> new Closing("helped", "done");
        };
    }
}
