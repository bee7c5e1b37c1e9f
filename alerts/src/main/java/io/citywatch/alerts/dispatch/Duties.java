package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Attention;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStatus;
import io.citywatch.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is due of an incident by how it stands; a pure function, so that a timer can neither be forgotten nor linger. */
final class Duties {
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
        Duration wait = status.acknowledged() ? patience.progress(status.severity()) : call(status, patience);
        if (wait != null) {
            add(
                    due,
                    status.acknowledged() ? Timer.Kind.NO_PROGRESS : Timer.Kind.CALL,
                    incident,
                    status,
                    attention.since().plus(wait));
        }
        return due;
    }

    private static @Nullable Duration call(IncidentStatus status, Patience patience) {
        if (status.attention().step() < Attention.ALL) {
            return patience.call(status.severity());
        }
        return status.severity().compareTo(Severity.P2) <= 0 ? patience.callAgain() : null;
    }

    private static void add(
            List<Timer> due, Timer.Kind kind, String incident, IncidentStatus status, @Nullable Instant at) {
        if (at != null) {
            due.add(new Timer(kind, incident, incident, status.epoch(), at));
        }
    }
}
