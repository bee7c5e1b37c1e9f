package io.citywatch.alerts.incident;

import io.citywatch.model.Position;
import io.citywatch.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What there is to read of an incident; {@link Incident} alone changes it. */
public abstract sealed class IncidentAsItStands permits Incident {
    final IncidentFacts facts;
    final Evidence evidence;
    final List<TimelineEntry> entries = new ArrayList<>();
    Severity severity;
    IncidentState state;
    boolean acknowledged;
    boolean active;
    int epoch;
    int level;
    StageTimes stages;

    @Nullable
    Instant closedAt;

    @Nullable
    String outcome;

    @Nullable
    String mergedInto;

    Attention attention;
    private boolean stored;
    private @Nullable IncidentStatus savedStatus;

    /** @param stored whether the database has it already */
    IncidentAsItStands(IncidentFacts facts, IncidentStatus status, boolean stored) {
        this.facts = facts;
        this.stored = stored;
        this.evidence = new Evidence(status);
        this.severity = status.severity();
        this.state = status.state();
        this.acknowledged = status.acknowledged();
        this.active = status.active();
        this.epoch = status.epoch();
        this.level = status.level();
        this.stages = status.stages();
        this.closedAt = status.closedAt();
        this.outcome = status.outcome();
        this.mergedInto = status.mergedInto();
        this.attention = status.attention();
        this.savedStatus = stored ? status : null;
    }

    public String id() {
        return facts.id();
    }

    public IncidentFacts facts() {
        return facts;
    }

    public IncidentKind kind() {
        return facts.kind();
    }

    public IncidentSubject subject() {
        return facts.subject();
    }

    /** As it stands now. */
    public IncidentStatus status() {
        return new IncidentStatus(
                severity,
                state,
                acknowledged,
                active,
                epoch,
                level,
                evidence.count(),
                evidence.position(),
                evidence.uncertaintyMeters(),
                evidence.rules(),
                evidence.devices(),
                stages,
                evidence.newestAt(),
                closedAt,
                outcome,
                mergedInto,
                attention);
    }

    /** As the database has it; empty if it is new. */
    public Optional<IncidentStatus> savedStatus() {
        return Optional.ofNullable(savedStatus);
    }

    public Attention attention() {
        return attention;
    }

    public boolean stored() {
        return stored;
    }

    /** What was added to the timeline since it was read or saved. */
    public List<TimelineEntry> entries() {
        return entries;
    }

    /** The database has all of it. */
    public void saved() {
        stored = true;
        savedStatus = status();
        entries.clear();
    }

    public List<String> devices() {
        return evidence.devices();
    }

    public List<String> rules() {
        return evidence.rules();
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

    public @Nullable Position position() {
        return evidence.position();
    }

    public StageTimes stages() {
        return stages;
    }

    /** The last closing, also of an incident that was opened again. */
    public @Nullable Instant closedAt() {
        return closedAt;
    }
}
