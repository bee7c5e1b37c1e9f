package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps timers. */
public interface TimerStore {
    /** Sets timers; one that stands already with the same kind and entity keeps the earlier due time. */
    void set(Transaction transaction, List<Timer> timers);

    /** Sets timers; one that stands already with the same kind and entity is moved to the new time. */
    void move(Transaction transaction, List<Timer> timers);

    void cancel(Transaction transaction, Timer.Kind kind, List<String> entities);

    /** The timer was handled; of no effect if it was given to another incident meanwhile. */
    void done(Transaction transaction, Timer timer);

    /** Cancels all of an incident but the settling of its offers. */
    void cancelOf(Transaction transaction, String incident);

    /** Takes what is due and not leased by another; who does not cancel it in time leaves it to be taken again. */
    List<Timer> claimDue(Instant now, Duration lease, int most);
}
