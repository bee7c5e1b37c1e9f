package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Attention;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is due of an incident by how it stands; a pure function, so that a timer can neither be forgotten nor linger. */
final class Duties {
    /** Those of an incident itself; their timers' entity is its id. */
    static final Set<Timer.Kind> KINDS = EnumSet.of(Timer.Kind.HOLD_ENDS);

    private Duties() {}

    static List<Timer> of(String incident, IncidentStatus status, Patience patience) {
        List<Timer> due = new ArrayList<>();
        if (!status.state().isOpen()) {
            return due;
        }
        Attention attention = status.attention();
        if (status.state() == IncidentState.HELD) {
            add(due, Timer.Kind.HOLD_ENDS, incident, status, attention.heldUntil());
        }
        return due;
    }

    private static void add(
            List<Timer> due, Timer.Kind kind, String incident, IncidentStatus status, @Nullable Instant at) {
        if (at != null) {
            due.add(new Timer(kind, incident, incident, status.epoch(), at));
        }
    }
}
