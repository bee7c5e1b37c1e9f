package io.citywatch.alerts.incident;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Family;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Stages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One incident within one transaction that holds its row lock: the one place where its state changes. Each change adds
 * a timeline entry, which the store writes with the row.
 */
public final class Incident {
    /**
     * Who or what it is about.
     *
     * @param type {@code person}, {@code device} or {@code place}
     * @param name of a person, a device or a building
     */
    public record Subject(
            String type,
            String id,
            @Nullable String name,
            @Nullable String address) {
        /** The name as a list may show it: of a person only the first character. */
        public @Nullable String maskedName() {
            return name == null || !type.equals("person") ? name : mask(name);
        }

        private static String mask(String name) {
            int first = name.offsetByCodePoints(0, 1);
            return name.substring(0, first) + "*".repeat(Math.max(1, name.codePointCount(first, name.length())));
        }
    }

    /** What never changes. */
    public record Facts(
            String id,
            IncidentKind kind,
            String key,
            Family family,
            Subject subject,
            @Nullable String grid,
            @Nullable String unit,
            Instant openedAt) {}

    /** What changes, as it is stored. */
    public record Status(
            Severity severity,
            IncidentState state,
            boolean acknowledged,
            boolean active,
            int epoch,
            int level,
            int count,
            @Nullable Position position,
            double uncertaintyMeters,
            Collection<String> rules,
            Collection<String> devices,
            IncidentDetail.StageTimes stages,
            @Nullable Instant closedAt,
            @Nullable String outcome) {}

    private final Facts facts;
    private final boolean stored;
    private final TreeSet<String> rules;
    private final List<String> devices;
    private final List<TimelineEntry> entries = new ArrayList<>();
    private Severity severity;
    private IncidentState state;
    private boolean acknowledged;
    private boolean active;
    private int epoch;
    private int level;
    private int count;
    private @Nullable Position position;
    private double uncertaintyMeters;
    private IncidentDetail.StageTimes stages;
    private @Nullable Instant closedAt;
    private @Nullable String outcome;

    /** @param stored whether the database has it already */
    public Incident(Facts facts, Status status, boolean stored) {
        this.facts = facts;
        this.stored = stored;
        this.rules = new TreeSet<>(status.rules());
        this.devices = new ArrayList<>(status.devices());
        this.severity = status.severity();
        this.state = status.state();
        this.acknowledged = status.acknowledged();
        this.active = status.active();
        this.epoch = status.epoch();
        this.level = status.level();
        this.count = status.count();
        this.position = status.position();
        this.uncertaintyMeters = status.uncertaintyMeters();
        this.stages = status.stages();
        this.closedAt = status.closedAt();
        this.outcome = status.outcome();
    }

    /** A new incident, opened by a detection and dispatching at once. */
    public static Incident open(
            Facts facts, Detection detection, @Nullable Position position, double uncertaintyMeters, Instant now) {
        Status status = new Status(
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
                stagesOf(detection.stages(), now),
                null,
                null);
        Incident incident = new Incident(facts, status, false);
        incident.takeIn(detection);
        incident.note(now, "intake", "opened by " + detection.rule(), detection.id());
        incident.become(IncidentState.DISPATCHING, "intake", detection.id(), now);
        return incident;
    }

    /**
     * A further alarm while it is open.
     *
     * @return true if the run card's needs are to be ensured: a press, a higher severity or another device
     */
    public boolean feed(Detection detection, @Nullable Position newest, Instant now) {
        boolean press = detection.rule() == Rule.E1;
        boolean higher = detection.severity().isAbove(severity);
        boolean another = !devices.contains(detection.device().value());
        takeIn(detection);
        active = true;
        if (newest != null) {
            position = newest;
        }
        note(now, "intake", "fed by " + detection.rule() + ", alarm " + count, detection.id());
        if (higher) {
            raiseSeverity(detection, now);
        }
        if ((press || higher) && acknowledged) {
            acknowledged = false;
            note(now, "intake", "acknowledgement withdrawn", detection.id());
        }
        if ((press || higher || another) && state == IncidentState.CONTROLLED) {
            become(IncidentState.DISPATCHING, "intake", detection.id(), now);
        }
        return press || higher || another;
    }

    /** A new alarm soon after the closing. */
    public void reopen(Detection detection, @Nullable Position newest, Instant now) {
        epoch++;
        become(IncidentState.REOPENED, "intake", detection.id(), now);
        takeIn(detection);
        severity = severity.orHigher(detection.severity());
        active = true;
        acknowledged = false;
        outcome = null;
        stages = stagesOf(detection.stages(), now);
        if (newest != null) {
            position = newest;
        }
    }

    /** The rule's view of what it raised before changed; severity only rises. */
    public boolean update(Detection detection, Instant now) {
        boolean higher = detection.severity().isAbove(severity);
        note(now, "intake", detection.rule() + " updated", detection.id());
        if (higher) {
            raiseSeverity(detection, now);
            acknowledged = false;
        }
        return higher;
    }

    private void raiseSeverity(Detection detection, Instant now) {
        severity = detection.severity();
        note(now, "intake", "severity raised to " + severity, detection.id());
    }

    private void takeIn(Detection detection) {
        count++;
        rules.add(detection.rule().name());
        detection.devices().forEach(device -> {
            if (!devices.contains(device.value())) {
                devices.add(device.value());
            }
        });
        if (!devices.contains(detection.device().value())) {
            devices.add(detection.device().value());
        }
    }

    private static IncidentDetail.StageTimes stagesOf(Stages stages, Instant now) {
        return new IncidentDetail.StageTimes(
                stages.measured(), stages.received(), stages.logged(), stages.detected(), now, null, null, null);
    }

    /** The condition of a detection ceased; the incident is inactive once none of its detections holds. */
    public void cleared(Detection detection, boolean anyHolds, Instant now) {
        active = anyHolds && state.isOpen();
        note(now, "intake", detection.rule() + " cleared", detection.id());
    }

    void acknowledge(String actor, Instant now) {
        if (!acknowledged) {
            acknowledged = true;
            note(now, actor, "acknowledged", facts.id());
        }
    }

    void raiseLevel(int newLevel, String actor, Instant now) {
        if (newLevel > level) {
            level = newLevel;
            note(now, actor, "level " + newLevel, facts.id());
        }
        if (state == IncidentState.CONTROLLED) {
            become(IncidentState.DISPATCHING, actor, facts.id(), now);
        }
    }

    void close(String chosen, String reason, String actor, Instant now) {
        become(IncidentState.CLOSED, actor, facts.id(), now);
        note(now, actor, "outcome " + chosen + (reason.isBlank() ? "" : ": " + reason), facts.id());
        outcome = chosen;
        closedAt = now;
        active = false;
    }

    /** The first offer of this opening went out. */
    public void offered(Instant now) {
        if (stages.offered() == null) {
            stages = stages(now, stages.accepted(), stages.arrived());
        }
    }

    public void accepted(Instant now) {
        if (stages.accepted() == null) {
            stages = stages(stages.offered(), now, stages.arrived());
        }
    }

    /** Somebody set out. */
    public void enRoute(String actor, String cause, Instant now) {
        if (state.isBeforeMoving() && state.mayBecome(IncidentState.EN_ROUTE)) {
            become(IncidentState.EN_ROUTE, actor, cause, now);
        }
    }

    /** Somebody is there. */
    public void arrived(String actor, String cause, Instant now) {
        if (stages.arrived() == null) {
            stages = stages(stages.offered(), stages.accepted(), now);
        }
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

    private IncidentDetail.StageTimes stages(
            @Nullable Instant offered, @Nullable Instant accepted, @Nullable Instant arrived) {
        return new IncidentDetail.StageTimes(
                stages.measured(),
                stages.received(),
                stages.logged(),
                stages.detected(),
                stages.opened(),
                offered,
                accepted,
                arrived);
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
    }

    public String id() {
        return facts.id();
    }

    public Facts facts() {
        return facts;
    }

    public IncidentKind kind() {
        return facts.kind();
    }

    public Subject subject() {
        return facts.subject();
    }

    public @Nullable String grid() {
        return facts.grid();
    }

    public @Nullable String unit() {
        return facts.unit();
    }

    public Instant openedAt() {
        return facts.openedAt();
    }

    public boolean stored() {
        return stored;
    }

    public List<String> rules() {
        return List.copyOf(rules);
    }

    public List<String> devices() {
        return List.copyOf(devices);
    }

    /** What was added to the timeline in this transaction. */
    public List<TimelineEntry> entries() {
        return entries;
    }

    public Severity severity() {
        return severity;
    }

    public IncidentState state() {
        return state;
    }

    public boolean acknowledged() {
        return acknowledged;
    }

    public boolean active() {
        return active;
    }

    /** Grows with each re-opening; a timer or offer of an older one does nothing. */
    public int epoch() {
        return epoch;
    }

    public int level() {
        return level;
    }

    public int count() {
        return count;
    }

    public @Nullable Position position() {
        return position;
    }

    public double uncertaintyMeters() {
        return uncertaintyMeters;
    }

    public IncidentDetail.StageTimes stages() {
        return stages;
    }

    /** The last closing, also of an incident that was opened again. */
    public @Nullable Instant closedAt() {
        return closedAt;
    }

    public @Nullable String outcome() {
        return outcome;
    }
}
