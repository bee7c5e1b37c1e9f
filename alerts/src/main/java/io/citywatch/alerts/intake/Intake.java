package io.citywatch.alerts.intake;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes detections, from whichever way they come, as often as they come: one transaction each, from the look at the
 * registry to the offers that are owed. Thread-safe.
 */
public final class Intake {
    /** A new alarm within this time after the closing re-opens. */
    static final Duration REOPEN_WITHIN = Duration.ofMinutes(10);

    private final Database database;
    private final DetectionStore detections;
    private final IncidentStore incidents;
    private final Response response;
    private final LiveEvents events;
    private final Clock clock;
    private final Supplier<String> ids;

    /** @param ids fresh ids for incidents */
    public Intake(
            Database database,
            DetectionStore detections,
            IncidentStore incidents,
            Response response,
            LiveEvents events,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.detections = detections;
        this.incidents = incidents;
        this.response = response;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes one detection; when this returns, what it means is committed. */
    public void accept(Detection detection) {
        database.inTransaction(transaction -> {
            take(transaction, detection, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return true;
        });
    }

    private void take(Transaction transaction, Detection detection, Instant now) {
        Registered registered =
                detections.registered(transaction, detection.device().value()).orElse(null);
        IncidentScope scope = IncidentScope.of(detection, registered);
        detections.serialise(transaction, scope.locks(detection));
        Memory memory = detections.recall(transaction, detection);
        Instant lastClosing = detection.rule().isMomentary() ? null : detections.lastClosing(transaction, scope.key());
        switch (IntakeRules.judge(detection, memory, lastClosing)) {
            case IGNORE -> {}
            case REPEAT -> repeat(transaction, detection, memory, now);
            case COUNT -> count(transaction, detection, memory, scope, now);
            case NOTE -> note(transaction, detection, scope, now);
            case UPDATE -> update(transaction, detection, memory, now);
            case CLEAR -> clear(transaction, detection, memory, now);
            case REMEMBER_CLEAR -> detections.rememberClear(transaction, detection, now);
        }
    }

    private void repeat(Transaction transaction, Detection detection, Memory memory, Instant now) {
        Memory.Seen original = memory.original();
        String id = original == null ? null : original.incident();
        detections.remember(transaction, detection, id, true, now);
        onIncident(transaction, id, incident -> {
            incident.note(now, "intake", detection.rule() + " repeated, not counted", detection.id());
        });
    }

    private void count(Transaction transaction, Detection detection, Memory memory, IncidentScope scope, Instant now) {
        Incident incident = find(transaction, detection, scope).orElse(null);
        boolean ensure = true;
        if (incident == null) {
            incident = Incident.open(
                    new Incident.Facts(
                            ids.get(),
                            scope.kind(),
                            scope.key(),
                            detection.rule().family(),
                            scope.subject(),
                            null,
                            null,
                            now),
                    detection,
                    scope.position(),
                    scope.uncertaintyMeters(),
                    now);
        } else if (incident.state().isOpen()) {
            ensure = incident.feed(detection, newest(detection, scope), now);
        } else {
            incident.reopen(detection, newest(detection, scope), now);
        }
        detections.remember(transaction, detection, incident.id(), false, now);
        if (memory.known() != null && memory.known().cleared()) {
            detections.clear(transaction, detection, detection.rule() == Rule.S1);
            incident.cleared(detection, detections.anyHolds(transaction, incident.id()), now);
        }
        if (ensure) {
            response.ensure(transaction, incident, now);
        }
        saveAndShow(transaction, incident);
    }

    /** Only a person moves; a fire that a second detector joins stays where it was first noticed. */
    private static @Nullable Position newest(Detection detection, IncidentScope scope) {
        return scope.kind() == IncidentKind.ELDER_EMERGENCY ? detection.position() : null;
    }

    /** The open incident that it feeds, or the one closed so recently that it re-opens. */
    private Optional<Incident> find(Transaction transaction, Detection detection, IncidentScope scope) {
        Instant closedSince = detection.stages().received().minus(REOPEN_WITHIN);
        Optional<Incident> found = detections
                .lockNewest(transaction, scope.key())
                .filter(incident -> incident.state().isOpen() || mayReopen(incident, closedSince));
        if (scope.byDistance()
                && scope.position() != null
                && found.filter(one -> one.state().isOpen()).isEmpty()) {
            Optional<Incident> near =
                    detections.lockNear(transaction, scope, IncidentScope.FIRE_WITHIN_METERS, closedSince);
            return near.isPresent() ? near : found;
        }
        return found;
    }

    private static boolean mayReopen(Incident incident, Instant closedSince) {
        Instant closedAt = incident.closedAt();
        return incident.state() == IncidentState.CLOSED && closedAt != null && !closedAt.isBefore(closedSince);
    }

    private void note(Transaction transaction, Detection detection, IncidentScope scope, Instant now) {
        Incident incident = detections.lockNewest(transaction, scope.key()).orElse(null);
        detections.remember(transaction, detection, incident == null ? null : incident.id(), true, now);
        if (incident != null) {
            incident.note(now, "intake", detection.rule() + " from before the closing", detection.id());
            saveAndShow(transaction, incident);
        }
    }

    private void update(Transaction transaction, Detection detection, Memory memory, Instant now) {
        detections.update(transaction, detection);
        onIncident(transaction, memory.known() == null ? null : memory.known().incident(), incident -> {
            if (incident.update(detection, now) && incident.state().isOpen()) {
                response.ensure(transaction, incident, now);
            }
        });
    }

    private void clear(Transaction transaction, Detection detection, Memory memory, Instant now) {
        detections.clear(transaction, detection, detection.rule() == Rule.S1);
        onIncident(
                transaction,
                memory.known() == null ? null : memory.known().incident(),
                incident -> incident.cleared(detection, detections.anyHolds(transaction, incident.id()), now));
    }

    private void onIncident(Transaction transaction, @Nullable String id, Consumer<Incident> change) {
        Incident incident = id == null ? null : incidents.lock(transaction, id).orElse(null);
        if (incident != null) {
            change.accept(incident);
            saveAndShow(transaction, incident);
        }
    }

    private void saveAndShow(Transaction transaction, Incident incident) {
        incidents.save(transaction, incident);
        IncidentItem item = IncidentItem.of(incident);
        transaction.afterCommit(() -> events.publish(LiveEvents.INCIDENT, item));
    }
}
