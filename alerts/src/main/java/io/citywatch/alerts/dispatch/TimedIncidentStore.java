package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes with an incident the timers of what is due of it: whoever changes it, they follow in the same commit. */
final class TimedIncidentStore implements IncidentStore {
    private final IncidentStore store;
    private final TimerStore timers;
    private final Patience patience;
    private final Consumer<Instant> alarm;

    /** @param alarm asked after the commit to look at the timers at that time */
    TimedIncidentStore(IncidentStore store, TimerStore timers, Patience patience, Consumer<Instant> alarm) {
        this.store = store;
        this.timers = timers;
        this.patience = patience;
        this.alarm = alarm;
    }

    @Override
    public Optional<Incident> lock(Transaction transaction, String id) {
        return store.lock(transaction, id);
    }

    @Override
    public Optional<Incident> read(Transaction transaction, String id) {
        return store.read(transaction, id);
    }

    @Override
    public void save(Transaction transaction, Incident incident) {
        Set<Timer> before = incident.savedStatus()
                .<Set<Timer>>map(status -> new HashSet<>(Duties.of(incident.id(), status, patience)))
                .orElse(Set.of());
        List<Timer> after = Duties.of(incident.id(), incident.status(), patience);
        store.save(transaction, incident);
        List<Timer> changed = new ArrayList<>(after);
        changed.removeAll(before);
        for (Timer timer : before) {
            if (after.stream().noneMatch(one -> one.kind() == timer.kind())) {
                timers.cancel(transaction, timer.kind(), List.of(timer.entity()));
            }
        }
        move(transaction, changed);
    }

    /** Sets what is due anew: after a timer of it came due and was deleted, whatever it did. */
    void renew(Transaction transaction, Incident incident) {
        move(transaction, Duties.of(incident.id(), incident.status(), patience));
    }

    private void move(Transaction transaction, List<Timer> due) {
        if (!due.isEmpty()) {
            timers.move(transaction, due);
            due.forEach(timer -> transaction.afterCommit(() -> alarm.accept(timer.dueAt())));
        }
    }
}
