package io.citywatch.alerts.incident;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.access.Role;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Severity;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An operator's acts on incidents, each with its audit in one transaction. Thread-safe: the incident's row lock decides.
 */
public final class IncidentDesk {
    /** The highest level that a run card knows. */
    public static final int HIGHEST_LEVEL = 2;

    /** The outcome of a theft whose report is withdrawn. */
    public static final String WITHDRAWN = "withdrawn";
    /** The outcome of a theft whose vehicle was found. */
    public static final String RECOVERED = "recovered";
    /** The outcomes with which nobody hunts the vehicle any more. */
    public static final Set<String> HUNT_ENDS = Set.of(WITHDRAWN, RECOVERED);

    private interface Act {
        /** @param told what the audit is told of it besides */
        Outcome on(Transaction transaction, Incident incident, Map<String, String> told, Instant now);
    }

    private final Database database;
    private final IncidentStore incidents;
    private final Response response;
    private final AuditLog audit;
    private final LiveEvents events;
    private final Ending ending;
    private final Clock clock;

    /** @param ending what else ends with an incident that is closed */
    public IncidentDesk(
            Database database,
            IncidentStore incidents,
            Response response,
            AuditLog audit,
            LiveEvents events,
            Ending ending,
            Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.response = response;
        this.audit = audit;
        this.events = events;
        this.ending = ending;
        this.clock = clock;
    }

    /** Takes the incident into one's hands; two never have it. */
    public Outcome acknowledge(String id, Person by) {
        return acknowledge(id, by, false);
    }

    /** @param takeOver also from whoever has it */
    public Outcome acknowledge(String id, Person by, boolean takeOver) {
        return onOpen(
                id,
                by,
                "acknowledge",
                Map.of(),
                (transaction, incident, told, now) -> takeInHand(incident, by, takeOver, told, now));
    }

    /** The same for one of a group that is taken in hand as one: what is urgent is looked at by itself. */
    public Outcome acknowledgeOneOfMany(String id, Person by) {
        return onOpen(id, by, "acknowledge", Map.of("oneOfMany", "true"), (transaction, incident, told, now) -> {
            if (incident.severity().compareTo(Severity.P3) < 0) {
                return Outcome.conflict(
                        "incident " + id + " is " + incident.severity() + ", to be looked at by itself");
            }
            return takeInHand(incident, by, false, told, now);
        });
    }

    private static Outcome takeInHand(
            Incident incident, Person by, boolean takeOver, Map<String, String> told, Instant now) {
        String owner = incident.attention().owner();
        if (owner == null || owner.equals(by.name())) {
            incident.acknowledge(by.name(), now);
            return Outcome.done();
        }
        if (!takeOver) {
            return Outcome.conflict("incident " + incident.id() + " is in the hands of " + owner);
        }
        told.put("takenOverFrom", owner);
        incident.takeOver(by.name(), now);
        return Outcome.done();
    }

    /** Says that it is so: what was held back for want of a second evidence goes out at once. */
    public Outcome confirm(String id, Person by) {
        return onOpen(id, by, "confirm", Map.of(), (transaction, incident, told, now) -> {
            incident.confirm(by.name(), now);
            response.ensure(transaction, incident, now);
            return Outcome.done();
        });
    }

    /** Ends it with an outcome; everybody is freed. */
    public Outcome close(String id, String outcome, String reason, Person by) {
        Map<String, String> detail = Map.of("outcome", outcome, "reason", reason);
        return onOpen(id, by, "close", detail, (transaction, incident, told, now) -> {
            response.standDown(transaction, incident, by.name(), now);
            incident.close(outcome, reason, by.name(), now);
            ending.of(transaction, incident, outcome, by, now);
            return Outcome.done();
        });
    }

    /**
     * Ends a theft whose report is withdrawn; everybody is freed. Of no effect on one that is over.
     *
     * @param id locked by the transaction or not
     */
    public void callOff(Transaction transaction, String id, String reason, Person by, Instant now) {
        Incident incident = incidents.lock(transaction, id).orElse(null);
        if (incident == null || !incident.state().isOpen()) {
            return;
        }
        response.standDown(transaction, incident, by.name(), now);
        incident.cancel(WITHDRAWN, reason, by.name(), now);
        saveAndShow(transaction, incident);
    }

    /**
     * Strikes a level of the run card: what that level needs is added. Levels add up and are never lowered.
     *
     * @throws IllegalArgumentException if no run card knows the level
     */
    public Outcome level(String id, int level, Person by) {
        if (level < 1 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("level: " + level + " (expected: 1-" + HIGHEST_LEVEL + ")");
        }
        Map<String, String> detail = Map.of("level", Integer.toString(level));
        return onOpen(id, by, "level", detail, (transaction, incident, told, now) -> {
            incident.raiseLevel(level, by.name(), id, now);
            response.ensure(transaction, incident, now);
            return Outcome.done();
        });
    }

    /**
     * It is under control: nobody more is asked, and it is not yet closed. A responder may say so who is bound by it; of
     * any other there is no such incident.
     */
    public Outcome controlled(String id, String reason, Person by) {
        return onOpen(id, by, "controlled", Map.of("reason", reason), (transaction, incident, told, now) -> {
            if (!incident.control(by.name(), reason, now)) {
                return Outcome.conflict("incident " + id + " is " + incident.state());
            }
            response.askNobody(transaction, incident, now);
            return Outcome.done();
        });
    }

    private Outcome onOpen(String id, Person by, String what, Map<String, String> detail, Act act) {
        return database.inTransaction(transaction -> {
            Incident incident = incidents.lock(transaction, id).orElse(null);
            boolean isHidden = by.role() == Role.RESPONDER
                    && incident != null
                    && !response.isBound(transaction, incident, by.name());
            if (incident == null || isHidden) {
                return Outcome.notFound();
            }
            if (!incident.state().isOpen()) {
                return Outcome.conflict("incident " + id + " is " + incident.state());
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Map<String, String> told = new HashMap<>(detail);
            Outcome outcome = act.on(transaction, incident, told, now);
            if (!outcome.equals(Outcome.done())) {
                return outcome;
            }
            saveAndShow(transaction, incident);
            told.put("role", by.role().text());
            audit.write(transaction, new AuditEntry(now, by.name(), "incident." + what, id, told));
            return outcome;
        });
    }

    private void saveAndShow(Transaction transaction, Incident incident) {
        incidents.save(transaction, incident);
        IncidentItem.show(transaction, incident, events);
    }
}
