package io.citywatch.alerts.incident;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident within one transaction that holds its row lock: the one place where its state changes. Each change adds
 * a timeline entry, which the store writes with the row.
 */
public final class Incident extends IncidentAsItStands {
    /** The outcome of what ended because nothing was left of it. */
    public static final String SELF_CLEARED = "self-cleared";
    /** The outcome of a note that nobody had to act on. */
    public static final String NOTED = "noted";

    private static final String INTAKE = "intake";
    /** Of a place that is a person's last. */
    private static final double UNKNOWN_METERS = 50;

    /** @param stored whether the database has it already */
    public Incident(IncidentFacts facts, IncidentStatus status, boolean stored) {
        super(facts, status, stored);
    }

    /**
     * A new incident, opened by a detection.
     *
     * @param hold how long it waits for a second evidence or a human yes before people are sent; zero if it does not
     */
    public static Incident open(
            IncidentFacts facts,
            Detection detection,
            @Nullable Position position,
            double uncertaintyMeters,
            Duration hold,
            Instant now) {
        IncidentStatus status = new IncidentStatus(
                detection.severity(),
                IncidentState.NEW,
                false,
                true,
                1,
                1,
                0,
                position,
                uncertaintyMeters,
                List.of(),
                List.of(),
                StageTimes.opened(detection.stages(), now),
                detection.stages().received(),
                null,
                null,
                null,
                Attention.wanted(now));
        Incident incident = new Incident(facts, status, false);
        incident.evidence.count(detection);
        incident.note(now, INTAKE, "opened by " + detection.rule(), detection.id());
        if (hold.isZero()) {
            incident.become(IncidentState.DISPATCHING, INTAKE, detection.id(), now);
        } else {
            incident.become(IncidentState.HELD, INTAKE, detection.id(), now);
            incident.attention = incident.attention.held(now.plus(hold));
            incident.note(
                    now,
                    INTAKE,
                    "held for at most " + hold.toSeconds() + " s: a single alarm without a second evidence",
                    detection.id());
        }
        return incident;
    }

    /** A new incident for somebody's sake, opened by the platform itself: at once, and before everything. */
    public static Incident openFor(
            IncidentFacts facts, @Nullable Position position, String actor, String why, String cause, Instant now) {
        IncidentStatus status = new IncidentStatus(
                Severity.P1,
                IncidentState.NEW,
                false,
                true,
                1,
                1,
                1,
                position,
                UNKNOWN_METERS,
                List.of(),
                List.of(),
                new StageTimes(null, null, null, null, now, null, null, null),
                now,
                null,
                null,
                null,
                Attention.wanted(now));
        Incident incident = new Incident(facts, status, false);
        incident.note(now, actor, "opened: " + why, cause);
        incident.become(IncidentState.DISPATCHING, actor, cause, now);
        return incident;
    }

    /**
     * A further alarm while it is open.
     *
     * @return true if the run card's needs are to be ensured: a press, a higher severity, another rule or device
     */
    public boolean feed(Detection detection, Instant now) {
        boolean press = detection.rule() == Rule.E1;
        boolean higher = detection.severity().isAbove(severity);
        boolean another = !evidence.restsOn(detection.device())
                || !evidence.rules().contains(detection.rule().name());
        evidence.count(detection);
        active = true;
        note(now, INTAKE, "fed by " + detection.rule() + ", alarm " + evidence.count(), detection.id());
        raiseTo(detection.severity(), detection.id(), now);
        if (press || higher) {
            withdrawAcknowledgement(INTAKE, detection.id(), now);
        }
        if (press && state == IncidentState.HELD) {
            endHold("a further press", INTAKE, detection.id(), now);
        }
        return press || higher || another;
    }

    /** A new alarm soon after the closing. */
    public void reopen(Detection detection, Instant now) {
        epoch++;
        become(IncidentState.REOPENED, INTAKE, detection.id(), now);
        evidence.count(detection);
        severity = severity.orHigher(detection.severity());
        active = true;
        acknowledged = false;
        attention = Attention.wanted(now);
        outcome = null;
        stages = StageTimes.opened(detection.stages(), now);
    }

    /**
     * The rule's view of what it raised before changed; severity and level only rise.
     *
     * @return true if the run card's needs are to be ensured
     */
    public boolean update(Detection detection, Instant now) {
        evidence.take(detection);
        boolean higher = detection.severity().isAbove(severity) && state.isOpen();
        if (higher) {
            raiseTo(detection.severity(), detection.id(), now);
            withdrawAcknowledgement(INTAKE, detection.id(), now);
        }
        return higher;
    }

    private void raiseTo(Severity wanted, String cause, Instant now) {
        if (wanted.isAbove(severity)) {
            severity = wanted;
            note(now, INTAKE, "severity raised to " + severity, cause);
            if (!acknowledged) {
                // The steps of the new severity count from here; whoever was called stays called.
                attention = attention.from(now);
            }
        }
    }

    private void withdrawAcknowledgement(String actor, String cause, Instant now) {
        if (acknowledged) {
            acknowledged = false;
            attention = attention.wantedAgain(0, now);
            note(now, actor, "acknowledgement withdrawn", cause);
        }
    }

    /** It waits no longer: people are asked. Of no effect if it is not held. */
    public void endHold(String why, String actor, String cause, Instant now) {
        if (state == IncidentState.HELD) {
            note(now, actor, "held no longer: " + why, cause);
            become(IncidentState.DISPATCHING, actor, cause, now);
        }
    }

    /** Where it is now; false if it was there already. */
    public boolean moveTo(Position place, double uncertaintyMeters) {
        return evidence.moveTo(place, uncertaintyMeters);
    }

    /** The condition of a detection ceased; the incident is inactive once none of its detections holds. */
    public void cleared(Detection detection, boolean anyHolds, Instant now) {
        active = anyHolds && state.isOpen();
        Object reason = detection.evidence().get("reason");
        boolean told = detection.rule() == Rule.R1 && reason instanceof String;
        note(now, INTAKE, detection.rule() + " cleared" + (told ? ": " + reason : ""), detection.id());
    }

    /** Whether nothing is left of it that a person must see to. */
    public boolean endsByItself() {
        return !active && state.isOpen() && severity.compareTo(Severity.P3) >= 0 && kind().mayCloseItself();
    }

    /**
     * Goes on with all that another rests on, which ends here; severity, level and acknowledgement are never lowered by
     * it.
     */
    public void absorb(Incident other, String actor, String cause, Instant now) {
        evidence.take(other.evidence);
        if (other.state != IncidentState.HELD) {
            endHold("people are asked for what is merged into this", actor, cause, now);
        }
        note(now, actor, "incident " + other.id() + " merged into this", cause);
        other.mergedInto = id();
        other.become(IncidentState.MERGED, actor, cause, now);
        other.note(now, actor, "merged into " + id(), cause);
        boolean higher = other.severity.isAbove(severity);
        raiseTo(other.severity, cause, now);
        level = Math.max(level, other.level);
        active = active || other.active;
        other.active = false;
        if (higher || !other.acknowledged) {
            withdrawAcknowledgement(actor, cause, now);
        }
    }

    /**
     * Goes on by itself again, with what went on of it meanwhile.
     *
     * @param holds whether any of its detections holds
     */
    public void partFrom(Incident home, Grounds grounds, boolean holds, String actor, String why, Instant now) {
        epoch++;
        mergedInto = null;
        become(IncidentState.REOPENED, actor, facts.id(), now);
        note(now, actor, "taken out of incident " + home.id() + ": " + why, facts.id());
        evidence.only(grounds);
        severity = severity.orHigher(grounds.highest());
        active = holds;
        acknowledged = false;
        attention = Attention.wanted(now);
    }

    /**
     * What turned out to be another incident is no part of it any more. Severity and level stay: they are never lowered.
     *
     * @param gone how many alarms went
     * @param left what it rests on now
     */
    public void letGo(int gone, Grounds left, boolean holds) {
        evidence.only(left, gone);
        active = left.isNothing() ? active : holds;
    }

    /** Some who were bound by it went with what was taken out of it. */
    public void leftBy(boolean someAreThere, boolean someMove, String cause, Instant now) {
        boolean onScene = state == IncidentState.ON_SCENE && !someAreThere;
        if (onScene || (state == IncidentState.EN_ROUTE && !someMove)) {
            become(someMove ? IncidentState.EN_ROUTE : IncidentState.DISPATCHING, "dispatch", cause, now);
        }
    }

    /** Takes it in hand; of no effect if somebody has it. */
    public void acknowledge(String actor, Instant now) {
        if (!acknowledged) {
            acknowledged = true;
            attention = attention.ownedBy(actor, now);
            note(now, actor, "acknowledged", facts.id());
        }
    }

    /** Somebody else has it in hand from now on. */
    void takeOver(String actor, Instant now) {
        note(now, actor, "taken over from " + attention.owner(), facts.id());
        attention = attention.ownedBy(actor, now);
    }

    /** Nobody acknowledged it in time: the next are called, in the end all, again and again. */
    public void escalate(String actor, Instant now) {
        boolean again = attention.step() == Attention.ALL;
        attention = attention.escalated(now);
        note(now, actor, (again ? "called again: " : "called: ") + attention.called(), facts.id());
    }

    /** It was acknowledged and nothing happened since: it is before people again, the supervisor among them. */
    public void callForSupervisor(String actor, Instant now) {
        withdrawAcknowledgement(actor, facts.id(), now);
        attention = attention.wantedAgain(Attention.SUPERVISOR, now);
        note(now, actor, "called, since nothing happened: " + attention.called(), facts.id());
    }

    /** Something happens: whoever acknowledged it need not be asked for a while. */
    public void goesOn(Instant now) {
        if (acknowledged) {
            attention = attention.from(now);
        }
    }

    /** A person who knows says that it is so. */
    void confirm(String actor, Instant now) {
        note(now, actor, "confirmed", facts.id());
        endHold("confirmed by a person", actor, facts.id(), now);
    }

    /** Strikes a level of the run card; never lowers it. */
    public void raiseLevel(int newLevel, String actor, String cause, Instant now) {
        if (newLevel > level) {
            level = newLevel;
            note(now, actor, "level " + newLevel, cause);
        }
        endHold("level " + newLevel, actor, cause, now);
        resume(actor, now);
    }

    /** It needs no more people; false if that cannot be said of it now. */
    boolean control(String actor, String reason, Instant now) {
        if (state == IncidentState.CONTROLLED) {
            return true;
        }
        if (!state.mayBecome(IncidentState.CONTROLLED)) {
            return false;
        }
        become(IncidentState.CONTROLLED, actor, facts.id(), now);
        note(now, actor, "under control" + (reason.isBlank() ? "" : ": " + reason), facts.id());
        return true;
    }

    /** More is known of what was under control: people are asked again. Of no effect otherwise. */
    public void resume(String actor, Instant now) {
        if (state == IncidentState.CONTROLLED) {
            become(IncidentState.DISPATCHING, actor, facts.id(), now);
        }
    }

    /** Ends it with an outcome. */
    public void close(String chosen, String reason, String actor, Instant now) {
        end(IncidentState.CLOSED, chosen, reason, actor, now);
    }

    /** Ends it, since there is nothing in it for anybody; it is never opened again. */
    void cancel(String chosen, String reason, String actor, Instant now) {
        end(IncidentState.CANCELLED, chosen, reason, actor, now);
    }

    private void end(IncidentState as, String chosen, String reason, String actor, Instant now) {
        become(as, actor, facts.id(), now);
        note(now, actor, "outcome " + chosen + (reason.isBlank() ? "" : ": " + reason), facts.id());
        outcome = chosen;
        closedAt = now;
        active = false;
    }

    /** The first offer of this opening went out. */
    public void offered(Instant now) {
        stages = stages.withOffered(now);
    }

    public void accepted(Instant now) {
        stages = stages.withAccepted(now);
    }

    /** Somebody set out. */
    public void enRoute(String actor, String cause, Instant now) {
        if (state.isBeforeMoving() && state.mayBecome(IncidentState.EN_ROUTE)) {
            become(IncidentState.EN_ROUTE, actor, cause, now);
        }
    }

    /** Somebody is there. */
    public void arrived(String actor, String cause, Instant now) {
        stages = stages.withArrived(now);
        if (state != IncidentState.ON_SCENE && state.mayBecome(IncidentState.ON_SCENE)) {
            become(IncidentState.ON_SCENE, actor, cause, now);
        }
    }

    /** Somebody left before arriving; if nobody else is on the way people are being asked again. */
    public void stillDispatching(boolean othersLive, String cause, Instant now) {
        if (!othersLive && state == IncidentState.EN_ROUTE) {
            become(IncidentState.DISPATCHING, "dispatch", cause, now);
        }
    }

    /** Adds to the timeline. */
    public void note(Instant at, String actor, String what, String cause) {
        entries.add(new TimelineEntry(at, actor, what, cause));
    }

    private void become(IncidentState next, String actor, String cause, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("incident " + facts.id() + ": " + state + " cannot become " + next);
        }
        note(now, actor, state + " to " + next, cause);
        state = next;
        goesOn(now);
        if (state != IncidentState.HELD) {
            attention = attention.held(null);
        }
    }
}
