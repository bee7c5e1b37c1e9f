package io.citywatch.alerts.incident;

import io.citywatch.alerts.access.PoliceMatter;
import io.citywatch.model.detection.Rule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What sort of incident; with its scope it is the key by which detections find their incident. */
public enum IncidentKind {
    /** A person calls, fell, is ill, lost or not heard of: one incident a person. */
    ELDER_EMERGENCY("elder-emergency"),
    /** Smoke or fire: one incident a building, or within 150 m. */
    FIRE("fire"),
    /** Heat seen from above that is no fire: one incident a cell, for whoever looks for it. */
    KNOWN_HEAT("known-heat"),
    /** A person presses again and again: one incident a person, beside that of the presses themselves. */
    ELDER_WELFARE("elder-welfare"),
    /** Something is wrong with a person's base or pendant: one incident a person. */
    ELDER_DEVICE("elder-device"),
    /** Somebody orders a service: one incident an order. */
    SERVICE("service"),
    /** A stolen vehicle is hunted, or a guarded one moves: one incident a tag. */
    THEFT("theft"),
    /** Vehicles in step, or one at an hour at which it never rides or where none may: one incident a rule and tag. */
    SUSPICIOUS_RIDE("suspicious-ride"),
    /** Stolen vehicles come to rest at one place: one incident a place. */
    DEN("den"),
    /** Vehicles stay where parking is forbidden: one incident a reader. */
    PARKING("parking"),
    /** A vehicle's tag was tampered with, or its battery is low: one incident a tag. */
    TAG_FAULT("tag-fault"),
    /** Two vehicles carry one tag: one incident a tag. */
    CLONED_TAG("cloned-tag"),
    /** A vehicle rides against a one-way street: one incident a tag. */
    WRONG_WAY("wrong-way"),
    /** A device is silent, deaf or out of power: one incident a rule and device. */
    DEVICE_FAULT("device-fault"),
    /** A message on the emergency lane could not be read: one incident a device. */
    UNREADABLE_ALARM("unreadable-alarm"),
    /** Many devices of an area fell silent together, or a gateway of ours did: one incident an outage. */
    OUTAGE("outage"),
    /** Somebody who was sent gives no word: one incident a responder. No rule raises it. */
    RESPONDER_SAFETY("responder-safety");

    /** The police's: they see these and no others. */
    public static final Set<IncidentKind> OF_THE_POLICE = Arrays.stream(values())
            .filter(kind -> PoliceMatter.is(kind.text()))
            .collect(Collectors.toUnmodifiableSet());

    /** While one of these is open about a vehicle, the police may look where it was. */
    public static final Set<IncidentKind> OPEN_A_TRACK = Set.of(THEFT, SUSPICIOUS_RIDE, CLONED_TAG);

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
            case E1, E2, E3, E8, E10 -> ELDER_EMERGENCY;
            case E9 -> ELDER_WELFARE;
            case S1, S2, S3, S5, S6, S9, T1, T2, T3 -> FIRE;
            case T6 -> KNOWN_HEAT;
            case E5, E6, E7 -> ELDER_DEVICE;
            case E11 -> SERVICE;
            case R1, R2, R13 -> THEFT;
            case R4, R5, R12 -> SUSPICIOUS_RIDE;
            case R9 -> PARKING;
            case R10 -> TAG_FAULT;
            case R14 -> DEN;
            case R6 -> CLONED_TAG;
            case R7 -> WRONG_WAY;
            case R11, S7, T7, D1, D2 -> DEVICE_FAULT;
            case D3 -> UNREADABLE_ALARM;
            case D4, D5 -> OUTAGE;
        };
    }

    /** Whether an outage of its area may explain it. */
    public boolean mayBeOfAnOutage() {
        return this == ELDER_DEVICE || this == DEVICE_FAULT;
    }

    /**
     * Whether it ends by itself when its condition ceased and it is not urgent; never where a life or a crime may be. Of
     * fires only a pre-alarm, or a hint, is not urgent.
     */
    public boolean mayCloseItself() {
        return switch (this) {
            case ELDER_DEVICE,
                    SERVICE,
                    SUSPICIOUS_RIDE,
                    PARKING,
                    TAG_FAULT,
                    CLONED_TAG,
                    WRONG_WAY,
                    DEVICE_FAULT,
                    OUTAGE,
                    KNOWN_HEAT,
                    FIRE -> true;
            case ELDER_EMERGENCY, ELDER_WELFARE, THEFT, DEN, UNREADABLE_ALARM, RESPONDER_SAFETY -> false;
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
