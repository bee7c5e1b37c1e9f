package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Brings together what has one cause. Incidents of one kind become one; an outage takes in the faults that it explains,
 * and leaves alone whatever else is wrong with the same device. Cause and effect may come in any order.
 */
final class Gathering {
    private static final String ACTOR = "intake";

    private final DetectionStore detections;
    private final IncidentFinder finder;
    private final Partings partings;
    private final Response response;
    private final BiConsumer<Transaction, Incident> save;

    /** @param save writes an incident that changed, and shows it */
    Gathering(
            DetectionStore detections,
            IncidentFinder finder,
            Partings partings,
            Response response,
            BiConsumer<Transaction, Incident> save) {
        this.detections = detections;
        this.finder = finder;
        this.partings = partings;
        this.response = response;
        this.save = save;
    }

    /** Where a detection belongs for its causes or effects: an open incident before a closed one, its own kind first. */
    static Optional<Incident> homeAmong(List<Incident> related, IncidentKind kind) {
        List<Incident> byRank = new ArrayList<>();
        for (boolean open : List.of(true, false)) {
            related.stream()
                    .filter(one -> one.state().isOpen() == open && one.kind() == kind)
                    .forEach(byRank::add);
            related.stream()
                    .filter(one -> one.state().isOpen() == open
                            && one.kind() == IncidentKind.OUTAGE
                            && kind != IncidentKind.OUTAGE
                            && kind.mayBeOfAnOutage())
                    .forEach(byRank::add);
        }
        return byRank.stream().findFirst();
    }

    /**
     * Brings the related incidents together with the one that the detection belongs to, but for those that a person
     * told apart from it.
     *
     * @return true if the home grew
     */
    boolean gather(Transaction transaction, Incident home, Detection detection, List<Incident> related, Instant now) {
        boolean grew = false;
        Set<String> apart = related.isEmpty() ? Set.of() : partings.toldApartFrom(transaction, home.id());
        for (Incident other : related) {
            if (other.id().equals(home.id()) || !other.state().isOpen() || apart.contains(other.id())) {
                continue;
            }
            if (other.kind() == home.kind()) {
                merge(transaction, home, other, ACTOR, detection.id(), now);
                grew = true;
            } else if (home.kind() == IncidentKind.OUTAGE && other.kind().mayBeOfAnOutage()) {
                explain(transaction, home, other, detection, now);
                grew = true;
            }
        }
        return grew;
    }

    /** Makes one of two open ones; who is asked and who is bound stays, where both want the same kind of help. */
    void merge(Transaction transaction, Incident home, Incident other, String actor, String cause, Instant now) {
        boolean same = other.kind() == home.kind();
        if (!same) {
            response.standDown(transaction, other, actor, now);
        }
        detections.moveAll(transaction, other.id(), home.id());
        partings.inherit(transaction, other.id(), home.id());
        home.absorb(other, actor, cause, now);
        if (same) {
            finder.addKeysOf(transaction, other.id(), home.id());
            response.takeOver(transaction, home, other, now);
        }
        save.accept(transaction, other);
    }

    /** What the outage explains goes to it; the rest, if anything of it still holds, stays an incident of its own. */
    private void explain(Transaction transaction, Incident outage, Incident other, Detection detection, Instant now) {
        detections.moveRelated(transaction, detection, other.id(), outage.id());
        if (detections.anyHolds(transaction, other.id())) {
            other.note(now, ACTOR, "in part explained by incident " + outage.id(), detection.id());
            save.accept(transaction, other);
            return;
        }
        merge(transaction, outage, other, ACTOR, detection.id(), now);
    }
}
