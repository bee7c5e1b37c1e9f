package io.citywatch.streaming.rules.elder;

import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Phase;
import io.citywatch.model.detection.Rule;
import io.citywatch.model.detection.Subject;
import io.citywatch.streaming.rules.Judged;
import io.citywatch.streaming.rules.MessageStamp;
import io.citywatch.streaming.rules.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * E5, by terminal: a base without mains. After 10 min it is a note, after 2 h or with a low battery it is for today.
 * Over when the mains are back, by their message or by a heartbeat.
 */
public final class MainsLost implements Serializable {
    private final long noteAfter;
    private final long urgentAfter;
    private final double lowBattery;

    public MainsLost(ElderParameters parameters) {
        noteAfter = parameters.mainsNoteAfter().toMillis();
        urgentAfter = parameters.mainsUrgentAfter().toMillis();
        lowBattery = parameters.mainsLowBattery();
    }

    /** The mains are gone, by a message or a heartbeat; nothing new if they were already. */
    public Judged<OpenMains> lost(
            @Nullable OpenMains open, MessageStamp stamp, @Nullable Double battery, Home home, Instant now) {
        if (open != null && stamp.receivedAt() < open.newest().receivedAt()) {
            return new Judged<>(open, List.of());
        }
        Judged<OpenMains> before = overdue(open, stamp, home, now);
        OpenMains known = before.state();
        OpenMains next = known == null
                ? new OpenMains(stamp, battery, null, 0, Severity.P4, Subject.DEVICE, stamp.device(), stamp)
                : known.told(battery, stamp);
        return after(before, judge(next, stamp.receivedAt(), stamp.loggedAt(), home, now));
    }

    /** The mains are back. */
    public Judged<OpenMains> restored(OpenMains open, MessageStamp stamp, Home home, Instant now) {
        if (stamp.receivedAt() < open.began().receivedAt()) {
            return new Judged<>(open, List.of());
        }
        Judged<OpenMains> before = overdue(open, stamp, home, now);
        OpenMains known = before.state() == null ? open : before.state();
        String id = known.id();
        if (id == null) {
            return new Judged<>(null, List.of());
        }
        Detection cleared = statement(id, known, Phase.CLEARED, home)
                .say(Math.max(known.revision(), stamp.loggedAt()), stamp.receivedAt(), stamp, now);
        return after(before, new Judged<>(null, List.of(cleared)));
    }

    /** What was due before a message came, if event time has not come that far yet: the message would hide it. */
    private Judged<OpenMains> overdue(@Nullable OpenMains open, MessageStamp stamp, Home home, Instant now) {
        long due = open == null ? 0 : wakesAt(open);
        return open == null || due == 0 || due > stamp.receivedAt()
                ? new Judged<>(open, List.of())
                : judge(open, due, 0, home, now);
    }

    private static Judged<OpenMains> after(Judged<OpenMains> before, Judged<OpenMains> judged) {
        List<Detection> all = new ArrayList<>(before.detections());
        all.addAll(judged.detections());
        return new Judged<>(judged.state(), all);
    }

    /** Nobody looks after it any more: the terminal was withdrawn. */
    public Judged<OpenMains> withdrawn(OpenMains open, Home home, Instant now) {
        return restored(open, open.newest(), home, now);
    }

    /** Event time came to {@code eventTime}. */
    public Judged<OpenMains> atEventTime(OpenMains open, long eventTime, Home home, Instant now) {
        return judge(open, eventTime, 0, home, now);
    }

    /** When event time must wake the rule; 0 for never. */
    public long wakesAt(OpenMains open) {
        if (open.severity() == Severity.P3) {
            return 0;
        }
        return open.began().receivedAt() + (open.id() == null ? noteAfter : urgentAfter);
    }

    private Judged<OpenMains> judge(OpenMains open, long at, long loggedAt, Home home, Instant now) {
        long lasted = at - open.began().receivedAt();
        Double battery = open.battery();
        boolean isUrgent = lasted >= urgentAfter || (battery != null && battery < lowBattery);
        Severity severity = isUrgent ? Severity.P3 : Severity.P4;
        boolean isNew = open.id() == null;
        if (isNew ? !isUrgent && lasted < noteAfter : !severity.isAbove(open.severity())) {
            return new Judged<>(open, List.of());
        }
        String terminal = open.began().device();
        Subject subject = isNew ? home.subject(terminal) : new Subject(open.subjectType(), open.subjectId());
        String id = isNew ? open.began().episodeId(Rule.E5, terminal) : String.valueOf(open.id());
        // A timer counts with its due time: the step that fired is the one that wakesAt named.
        long due = loggedAt > 0 ? at : Math.min(at, wakesAt(open));
        OpenMains next = new OpenMains(
                open.began(),
                battery,
                id,
                Math.max(Math.max(open.revision(), open.newest().loggedAt()), Math.max(loggedAt, due)),
                severity,
                subject.type(),
                subject.id(),
                open.newest());
        Detection told = statement(id, next, isNew ? Phase.RAISED : Phase.UPDATED, home)
                .say(next.revision(), due, next.newest(), now);
        return new Judged<>(next, List.of(told));
    }

    private static Statement statement(String id, OpenMains open, Phase phase, Home home) {
        return new Statement(Rule.E5, phase, id, new Subject(open.subjectType(), open.subjectId()))
                .key(open.began().device())
                .severity(open.severity())
                .position(home.lat(), home.lon())
                .fact("battery", open.battery())
                .fact("since", open.began().receivedAt());
    }
}
