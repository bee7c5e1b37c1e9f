package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.model.registry.Responder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a kind of incident wants, and what they are told. Levels add up.
 *
 * @param instructions for who accepted, in both languages of the city's responders
 */
public record RunCard(List<Requirement> requirements, String instructions) {
    /** One person. */
    public record Requirement(
            int level, Responder.Role role, @Nullable String skill) {}

    private static final Map<IncidentKind, RunCard> CARDS = Map.of(
            IncidentKind.ELDER_EMERGENCY,
            new RunCard(
                    List.of(
                            new Requirement(1, Responder.Role.VOLUNTEER, "first-aid"),
                            new Requirement(1, Responder.Role.COMMUNITY_WORKER, null),
                            new Requirement(2, Responder.Role.MEDICAL, null)),
                    "敲门并呼叫；无人应答拨打120并告知调度台。"
                            + " / Knock and call out; if nobody answers, call 120 and tell the call centre."),
            IncidentKind.FIRE,
            new RunCard(
                    List.of(
                            new Requirement(1, Responder.Role.COMMUNITY_WORKER, null),
                            new Requirement(2, Responder.Role.FIRE, null),
                            new Requirement(2, Responder.Role.VOLUNTEER, null),
                            new Requirement(2, Responder.Role.VOLUNTEER, null),
                            new Requirement(2, Responder.Role.OFFICER, null)),
                    "从外部观察烟与火，不要进入；见烟火拨打119并疏散住户。"
                            + " / Look for smoke from outside, do not enter; if there is any, call 119 and get people out."));

    private static final RunCard NOBODY = new RunCard(List.of(), "");

    public static RunCard of(IncidentKind kind) {
        RunCard card = CARDS.get(kind);
        return card == null ? NOBODY : card;
    }

    /** What a level and all below it want. */
    public List<Requirement> upTo(int level) {
        return requirements.stream()
                .filter(requirement -> requirement.level() <= level)
                .toList();
    }
}
