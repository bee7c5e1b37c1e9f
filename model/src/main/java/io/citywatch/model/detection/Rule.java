package io.citywatch.model.detection;

import io.citywatch.model.Severity;

/** The rules that are judged, by their ids in the detection catalogue; D rules are those of every device. */
public enum Rule {
    /** A stolen vehicle is seen. */
    R1(Family.VEHICLE, Severity.P1),
    /** A guarded vehicle moves. */
    R2(Family.VEHICLE, Severity.P1),
    /** A vehicle rides at an hour at which it never does. Raised as a note (P4), in a convoy or leaving the city P2. */
    R4(Family.VEHICLE, Severity.P4),
    /** Vehicles of different households in step: bikes in a van. */
    R5(Family.VEHICLE, Severity.P2),
    /** One tag at two places that no road joins so fast: a clone. */
    R6(Family.VEHICLE, Severity.P3),
    /** Ridden against a one-way street. */
    R7(Family.VEHICLE, Severity.P3),
    /** A vehicle stays where parking is forbidden. */
    R9(Family.VEHICLE, Severity.P4),
    /** A tag was tampered with, or its battery is low (P4). */
    R10(Family.VEHICLE, Severity.P2),
    /** A tag reader is offline, or hears far fewer tags than it should. */
    R11(Family.VEHICLE, Severity.P3),
    /** A vehicle is in a zone where none may be. */
    R12(Family.VEHICLE, Severity.P3),
    /** A stolen or guarded vehicle leaves the city. */
    R13(Family.VEHICLE, Severity.P1),
    /** Several stolen vehicles came to rest at one place: a den. */
    R14(Family.VEHICLE, Severity.P2),
    /** A certified detector's own alarm. Momentary: one message, one RAISED. */
    S1(Family.SMOKE, Severity.P1),
    /** Smoke at a detector that is no alarm yet, and rises. */
    S2(Family.SMOKE, Severity.P3),
    /** Heat at a detector, fixed or rising fast. */
    S3(Family.SMOKE, Severity.P1),
    /** A second detector of the same premises: confirmed; a third: level 2. */
    S5(Family.SMOKE, Severity.P1),
    /** Several kinds of evidence of one place make a fire. */
    S6(Family.SMOKE, Severity.P1),
    /** A smoke sensor's battery is low. */
    S7(Family.SMOKE, Severity.P3),
    /** A detector's alarms were often over within a minute: a hint, the alarm stays what it is. */
    S9(Family.SMOKE, Severity.P4),
    /** A press of the SOS button. Momentary: one message, one RAISED. */
    E1(Family.ELDER, Severity.P1),
    /** A fall that nobody cancelled. */
    E2(Family.ELDER, Severity.P1),
    /** Nothing is heard of a person for longer than is usual. */
    E3(Family.ELDER, Severity.P2),
    /** A base runs on its battery. Raised as a note (P4), later or with a low battery P3. */
    E5(Family.ELDER, Severity.P4),
    /** A pendant's battery is low, or its base does not hear it. */
    E6(Family.ELDER, Severity.P3),
    /** A base is offline. */
    E7(Family.ELDER, Severity.P2),
    /** A person's vital signs are out of their limits. */
    E8(Family.ELDER, Severity.P2),
    /** A person presses so often that somebody should visit. Each press is an E1 all the same. */
    E9(Family.ELDER, Severity.P3),
    /** A pendant is outside its safe zone. */
    E10(Family.ELDER, Severity.P2),
    /** Somebody asks for a service of the catalogue: an order. Each message is one, and nothing clears it but people. */
    E11(Family.ELDER, Severity.P4),
    /** Something seen from above is hotter than anything innocent. */
    T1(Family.THERMAL, Severity.P1),
    /** Something seen from above is much hotter than its surroundings. */
    T2(Family.THERMAL, Severity.P2),
    /** What is seen from above grows. */
    T3(Family.THERMAL, Severity.P1),
    /** Something hot that is no fire, and why: it moves, glints or is hot there every day. Kept to be found. */
    T6(Family.THERMAL, Severity.P4),
    /** A camera's feed brings nothing new. */
    T7(Family.THERMAL, Severity.P3),
    /** A device that has no offline rule of its own is silent. */
    D1(Family.DEVICE, Severity.P3),
    /** The battery of a device that has no battery rule of its own is low. */
    D2(Family.DEVICE, Severity.P3),
    /** A message on the emergency lane could not be read: somebody calls back. */
    D3(Family.DEVICE, Severity.P2),
    /** Many devices of one area lost power or fell silent together. */
    D4(Family.DEVICE, Severity.P2),
    /** A gateway of ours is gone. */
    D5(Family.DEVICE, Severity.P2);

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
