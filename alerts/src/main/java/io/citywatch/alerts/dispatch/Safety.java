package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentFacts;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentSubject;
import io.citywatch.alerts.intake.IncidentFinder;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Opens an incident for the safety of somebody who was sent: one a person. */
final class Safety {
    private final IncidentFinder finder;
    private final Dispatcher dispatcher;
    private final Consumer<Incident> opened;
    private final Supplier<String> ids;

    /**
     * @param opened hears of each new incident after its commit
     * @param ids fresh ids for incidents
     */
    Safety(IncidentFinder finder, Dispatcher dispatcher, Consumer<Incident> opened, Supplier<String> ids) {
        this.finder = finder;
        this.dispatcher = dispatcher;
        this.opened = opened;
        this.ids = ids;
    }

    /** Somebody on the scene of an incident, whose row is locked, gave no word. */
    void open(Transaction transaction, Incident scene, Assignment one, Seen seen, Instant now) {
        String key = IncidentKind.RESPONDER_SAFETY.text() + "/" + one.responder();
        String why = one.responder() + " gave no word at incident " + scene.id();
        finder.serialise(transaction, key);
        Incident known = finder.lockNewest(transaction, key)
                .filter(incident -> incident.state().isOpen())
                .orElse(null);
        if (known != null) {
            known.note(now, Dispatcher.ACTOR, why, one.offer());
            dispatcher.saveAndShow(transaction, known);
            return;
        }
        Position place = seen.position() == null ? scene.position() : seen.position();
        Incident incident = Incident.openFor(
                new IncidentFacts(
                        ids.get(),
                        IncidentKind.RESPONDER_SAFETY,
                        key,
                        scene.facts().family(),
                        new IncidentSubject(IncidentSubject.RESPONDER, one.responder(), seen.name(), null),
                        scene.facts().grid(),
                        scene.facts().unit(),
                        now),
                place,
                Dispatcher.ACTOR,
                why,
                one.offer(),
                now);
        scene.note(now, Dispatcher.ACTOR, "incident " + incident.id() + " opened for " + one.responder(), one.offer());
        finder.addKey(transaction, incident.id(), key);
        dispatcher.ensure(transaction, incident, now);
        dispatcher.saveAndShow(transaction, incident);
        transaction.afterCommit(() -> opened.accept(incident));
    }
}
