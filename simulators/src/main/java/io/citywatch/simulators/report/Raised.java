package io.citywatch.simulators.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.simulators.script.Happening;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * An incident, as far as truth is concerned.
 *
 * @param about its devices and its subject
 */
record Raised(String id, String kind, String state, Instant openedAt, Set<String> rules, Set<String> about) {
    static Raised of(JsonNode incident) {
        Set<String> rules = new HashSet<>();
        incident.path("rules").forEach(rule -> rules.add(rule.asText()));
        Set<String> about = new HashSet<>();
        incident.path("devices").forEach(device -> about.add(device.asText()));
        about.add(incident.at("/subject/id").asText());
        return new Raised(
                incident.path("id").asText(),
                incident.path("kind").asText(),
                incident.path("state").asText(),
                Instant.ofEpochMilli(incident.path("openedAt").asLong()),
                rules,
                about);
    }

    /** The same incident, seen by these rules alone. */
    Raised with(Set<String> only) {
        return new Raised(id, kind, state, openedAt, only, about);
    }

    boolean concerns(Happening happening) {
        return about.stream().anyMatch(happening::concerns);
    }
}
