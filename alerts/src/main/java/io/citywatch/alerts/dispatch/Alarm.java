package io.citywatch.alerts.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/** The times at which to look at the timers, in memory only: rung by whoever commits one, awaited by one thread. */
final class Alarm {
    private final Clock clock;
    private final TreeSet<Instant> times = new TreeSet<>();
    private boolean closed;

    Alarm(Clock clock) {
        this.clock = clock;
    }

    /** Adds a time. Never blocks for long. */
    synchronized void set(Instant at) {
        if (times.add(at) && at.equals(times.first())) {
            notifyAll();
        }
    }

    /** Waits until the earliest time, or at most so long; false once closed. */
    synchronized boolean await(Duration most) throws InterruptedException {
        Instant latest = clock.instant().plus(most);
        while (!closed) {
            Instant now = clock.instant();
            Instant until = times.isEmpty() || times.first().isAfter(latest) ? latest : times.first();
            if (!now.isBefore(until)) {
                times.headSet(now, true).clear();
                return true;
            }
            // One more than the rest, which is cut to whole milliseconds: else it would spin within the last one.
            wait(Duration.between(now, until).toMillis() + 1);
        }
        return false;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
