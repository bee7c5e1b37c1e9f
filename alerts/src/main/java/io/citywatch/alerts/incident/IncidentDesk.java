package io.citywatch.alerts.incident;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An operator's acts on incidents. Thread-safe: the incident's row lock decides. */
public final class IncidentDesk {
    /** The highest level that a run card knows. */
    public static final int HIGHEST_LEVEL = 2;

    private interface Act {
        Outcome on(Transaction transaction, Incident incident, Instant now);
    }

    private final Database database;
    private final IncidentStore incidents;
    private final Response response;
    private final LiveEvents events;
    private final Clock clock;

    public IncidentDesk(Database database, IncidentStore incidents, Response response, LiveEvents events, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.response = response;
        this.events = events;
        this.clock = clock;
    }

    /** Takes the incident into one's hands. */
    public Outcome acknowledge(String id, String actor) {
        return onOpen(id, (transaction, incident, now) -> {
            incident.acknowledge(actor, now);
            return Outcome.done();
        });
    }

    /** Ends it with an outcome; everybody is freed. */
    public Outcome close(String id, String outcome, String reason, String actor) {
        return onOpen(id, (transaction, incident, now) -> {
            response.standDown(transaction, incident, actor, now);
            incident.close(outcome, reason, actor, now);
            return Outcome.done();
        });
    }

    /**
     * Strikes a level of the run card: what that level needs is added. Levels add up and are never lowered.
     *
     * @throws IllegalArgumentException if no run card knows the level
     */
    public Outcome level(String id, int level, String actor) {
        if (level < 1 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("level: " + level + " (expected: 1-" + HIGHEST_LEVEL + ")");
        }
        return onOpen(id, (transaction, incident, now) -> {
            incident.raiseLevel(level, actor, id, now);
            response.ensure(transaction, incident, now);
            return Outcome.done();
        });
    }

    private Outcome onOpen(String id, Act act) {
        return database.inTransaction(transaction -> {
            Incident incident = incidents.lock(transaction, id).orElse(null);
            if (incident == null) {
                return Outcome.notFound();
            }
            if (!incident.state().isOpen()) {
                return Outcome.conflict("incident " + id + " is " + incident.state());
            }
            Outcome outcome = act.on(transaction, incident, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            incidents.save(transaction, incident);
            IncidentItem item = IncidentItem.of(incident);
            transaction.afterCommit(() -> events.publish(LiveEvents.INCIDENT, item));
            return outcome;
        });
    }
}
