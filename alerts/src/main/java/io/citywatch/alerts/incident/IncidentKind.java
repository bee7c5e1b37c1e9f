package io.citywatch.alerts.incident;

import io.citywatch.model.detection.Rule;
import java.util.Arrays;

/** What sort of incident; with its scope it is the key by which detections find their incident. */
public enum IncidentKind {
    /** A person calls or fell: one incident a person. */
    ELDER_EMERGENCY("elder-emergency"),
    /** Smoke or fire: one incident a building, or within 150 m. */
    FIRE("fire");

    private final String text;

    IncidentKind(String text) {
        this.text = text;
    }

    /** The name on the wire and in the database. */
    public String text() {
        return text;
    }

    public static IncidentKind of(Rule rule) {
        return switch (rule) {
            case E1, E2 -> ELDER_EMERGENCY;
            case S1 -> FIRE;
        };
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public static IncidentKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("incident kind: '" + text + "'"));
    }
}
