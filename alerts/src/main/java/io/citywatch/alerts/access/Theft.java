package io.citywatch.alerts.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Which incidents are the police's: those that a rule about a stolen vehicle opened or feeds. */
public final class Theft {
    private static final Set<String> RULES = Set.of("R1", "R2", "R13");

    private Theft() {}

    /** @param incident a list item or a detail, with its {@code rules} */
    public static boolean isTheft(JsonNode incident) {
        for (JsonNode rule : incident.path("rules")) {
            if (RULES.contains(rule.asText())) {
                return true;
            }
        }
        return false;
    }
}
