package io.citywatch.model.detection;

import io.citywatch.model.Severity;

/** The rules that are judged, by their ids in the detection catalogue. */
public enum Rule {
    /** A press of the SOS button. Momentary: one message, one RAISED. */
    E1(Family.ELDER, Severity.P1),
    /** A fall that nobody cancelled. */
    E2(Family.ELDER, Severity.P1),
    /** A certified detector's own alarm. Momentary: one message, one RAISED. */
    S1(Family.SMOKE, Severity.P1);

    private final Family family;
    private final Severity severity;

    Rule(Family family, Severity severity) {
        this.family = family;
        this.severity = severity;
    }

    public Family family() {
        return family;
    }

    /** The severity that the rule raises with. */
    public Severity severity() {
        return severity;
    }

    /** True for the life alarms, whose every message is a detection of its own. */
    public boolean isMomentary() {
        return this == E1 || this == S1;
    }
}
