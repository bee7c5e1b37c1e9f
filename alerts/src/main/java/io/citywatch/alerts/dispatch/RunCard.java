package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.registry.Responder.Role;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom an incident wants, and what they are told. Levels add up. Which card it is follows from the kind, the rules that
 * were raised and the severity; a card of more evidence wants all that the one before wanted.
 *
 * @param instructions for who accepted, in both languages of the city's responders
 */
public record RunCard(List<Requirement> requirements, String instructions) {
    /** One person. */
    public record Requirement(
            int level, Role role, @Nullable String skill) {}

    private static final RunCard NOBODY = new RunCard(List.of(), "");

    private static final RunCard ELDER = new RunCard(
            List.of(
                    new Requirement(1, Role.VOLUNTEER, "first-aid"),
                    one(1, Role.COMMUNITY_WORKER),
                    one(2, Role.MEDICAL)),
            "敲门并呼叫；无人应答拨打120并告知调度台。" + " / Knock and call out; if nobody answers, call 120 and tell the call centre.");

    private static final RunCard LOST = new RunCard(
            ELDER.requirements(),
            "老人离开安全区域：前往吊坠最新位置寻找并陪护。"
                    + " / The person left the safe zone: go to the pendant's newest place, stay with them.");

    private static final RunCard WELFARE = new RunCard(
            List.of(one(1, Role.COMMUNITY_WORKER), one(2, Role.VOLUNTEER)),
            "一天内多次求助：上门了解情况。 / Pressed many times in a day: visit and ask why.");

    private static final String FIRE_INSTRUCTIONS = "从外部观察烟与火，不要进入；见烟火拨打119并疏散住户。"
            + " / Look for smoke from outside, do not enter; if there is any, call 119 and get people out.";

    /** One detector or one hot spot: somebody looks. */
    private static final RunCard FIRE_SUSPECTED = new RunCard(
            List.of(
                    one(1, Role.COMMUNITY_WORKER),
                    one(2, Role.FIRE),
                    one(2, Role.VOLUNTEER),
                    one(2, Role.VOLUNTEER),
                    one(2, Role.OFFICER)),
            FIRE_INSTRUCTIONS);

    private static final RunCard FIRE_CONFIRMED = new RunCard(
            List.of(
                    one(1, Role.COMMUNITY_WORKER),
                    one(1, Role.FIRE),
                    one(1, Role.VOLUNTEER),
                    one(1, Role.VOLUNTEER),
                    one(1, Role.OFFICER),
                    one(2, Role.FIRE),
                    one(2, Role.MEDICAL),
                    one(2, Role.OFFICER)),
            FIRE_INSTRUCTIONS);

    /** Two ahead of it and one behind; where ahead is, its track tells. */
    private static final RunCard THEFT = new RunCard(
            List.of(
                    one(1, Role.OFFICER),
                    one(1, Role.OFFICER),
                    one(1, Role.OFFICER),
                    one(2, Role.OFFICER),
                    one(2, Role.OFFICER)),
            "两人在前方路口、一人在后方；核对车牌与电子标签，不要追逐。" + " / Two ahead of it and one behind; check plate and tag, do not chase.");

    /** Which of the needs of a theft is behind the vehicle; all others are ahead of it. */
    private static final int BEHIND = 2;

    private static final RunCard CLONED_TAG =
            new RunCard(List.of(one(2, Role.OFFICER)), "核对车牌、车架号与电子标签。 / Check plate, frame number and tag.");

    /** Nobody is sent after it; who is near looks. */
    private static final RunCard WRONG_WAY = new RunCard(
            List.of(one(2, Role.OFFICER)),
            "摩托车逆行：在前方拦停，核对车牌与电子标签。 / Rides the wrong way: stop it ahead, check plate and tag.");

    /** A van with motorcycles in it, or one that rides when it never does. */
    private static final RunCard SUSPICIOUS_RIDE = new RunCard(
            List.of(one(1, Role.OFFICER), one(1, Role.OFFICER), one(2, Role.OFFICER)),
            "多辆摩托车同行：查找货车，核对车上车牌与电子标签，不要追逐。"
                    + " / Motorcycles in step: look for a van, check the plates and tags in it, do not chase.");

    private static final RunCard FORBIDDEN_ZONE = new RunCard(
            List.of(one(2, Role.OFFICER)),
            "摩托车进入禁入区域：劝离并核对车牌与电子标签，不要追逐。"
                    + " / A motorcycle where none may be: send it away, check plate and tag, do not chase.");

    private static final RunCard DEN = new RunCard(
            List.of(one(1, Role.OFFICER), one(2, Role.OFFICER)),
            "多辆被盗车辆停在此处：便衣查看院落、车库与修车点，不要单独进入。"
                    + " / Several stolen vehicles came to rest here: look at yards, garages and workshops, do not enter alone.");

    private static final RunCard TAG_TAMPERED = new RunCard(
            List.of(one(1, Role.OFFICER), one(2, Role.OFFICER)),
            "电子标签被拆动：联系车主并查看车辆。 / The tag was tampered with: call the owner, look at the vehicle.");

    private static final RunCard SILENT_BASE = new RunCard(
            List.of(one(1, Role.COMMUNITY_WORKER), one(2, Role.MAINTENANCE)),
            "电话联系老人，无人接听则上门查看。 / Call the person; if nobody answers, go and look.");

    private static final RunCard FAULT = new RunCard(
            List.of(one(1, Role.MAINTENANCE), one(2, Role.MAINTENANCE)),
            "检查设备供电、电池与网络，修复或更换。 / Check power, battery and network; repair or replace.");

    private static final RunCard UNREADABLE = new RunCard(
            List.of(one(1, Role.COMMUNITY_WORKER), one(2, Role.MEDICAL)),
            "设备发来无法识别的报警：回电，无人接听则上门查看。"
                    + " / The device sent an alarm that cannot be read: call back; if nobody answers, go and look.");

    private static final RunCard OUTAGE = new RunCard(
            List.of(one(1, Role.MAINTENANCE), one(2, Role.MAINTENANCE), one(2, Role.COMMUNITY_WORKER)),
            "确认停电或断网范围，联系供电与网络运营方。 / Find how far power or network is out; call the operators.");

    private static final RunCard RESPONDER_SAFETY = new RunCard(
            List.of(one(1, Role.OFFICER), one(1, Role.VOLUNTEER), one(2, Role.MEDICAL), one(2, Role.FIRE)),
            "一名救援人员未报平安：前往最后位置寻找，注意自身安全。"
                    + " / A responder gave no word: look for them at their last place, and mind your own safety.");

    private static Requirement one(int level, Role role) {
        return new Requirement(level, role, null);
    }

    static RunCard of(Incident incident) {
        return of(incident.kind(), incident.rules(), incident.severity());
    }

    /** @param rules the names of those that were raised */
    public static RunCard of(IncidentKind kind, Collection<String> rules, Severity severity) {
        if (severity == Severity.P4) {
            // Nobody is paged for a note.
            return NOBODY;
        }
        return switch (kind) {
            case ELDER_EMERGENCY -> rules.size() == 1 && any(rules, Rule.E10) ? LOST : ELDER;
            case ELDER_WELFARE -> WELFARE;
            case FIRE -> any(rules, Rule.S5, Rule.S6, Rule.T1) ? FIRE_CONFIRMED : FIRE_SUSPECTED;
            case THEFT -> THEFT;
            case SUSPICIOUS_RIDE -> any(rules, Rule.R12) ? FORBIDDEN_ZONE : SUSPICIOUS_RIDE;
            case DEN -> DEN;
            case TAG_FAULT -> TAG_TAMPERED;
            case CLONED_TAG -> CLONED_TAG;
            case WRONG_WAY -> WRONG_WAY;
            case ELDER_DEVICE -> any(rules, Rule.E7) ? SILENT_BASE : FAULT;
            case DEVICE_FAULT -> FAULT;
            case UNREADABLE_ALARM -> UNREADABLE;
            case OUTAGE -> OUTAGE;
            case RESPONDER_SAFETY -> RESPONDER_SAFETY;
            case SERVICE, PARKING, KNOWN_HEAT -> NOBODY;
        };
    }

    /** Whether it may well be nothing, so that it is worth a moment's wait for a second evidence. */
    static boolean mayBeNothing(IncidentKind kind, Collection<String> rules, Severity severity) {
        return of(kind, rules, severity).equals(FIRE_SUSPECTED);
    }

    private static boolean any(Collection<String> raised, Rule... rules) {
        return Stream.of(rules).anyMatch(rule -> raised.contains(rule.name()));
    }

    /** Whether the officer of this need of a theft is to be ahead of the vehicle. */
    static boolean isAhead(int position) {
        return position != BEHIND;
    }

    /** What a level and all below it want. */
    public List<Requirement> upTo(int level) {
        return requirements.stream()
                .filter(requirement -> requirement.level() <= level)
                .toList();
    }
}
