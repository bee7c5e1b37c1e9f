package io.citywatch.alerts.intake;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.detection.Detection;
import io.citywatch.model.detection.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the incidents that a detection may belong to: by key, by cause, by distance. What a person told apart from the
 * one that answers to its key is none of them. All are locked until the end of the transaction.
 */
final class Homes {
    /** A new alarm within this time after the closing re-opens. */
    static final Duration REOPEN_WITHIN = Duration.ofMinutes(10);

    private final IncidentFinder finder;
    private final Partings partings;
    private final IncidentStore incidents;

    Homes(IncidentFinder finder, Partings partings, IncidentStore incidents) {
        this.finder = finder;
        this.partings = partings;
        this.incidents = incidents;
    }

    /** What its causes or effects went to, and if there is any, the open incident of its key besides. */
    List<Incident> related(Transaction transaction, Detection detection, IncidentScope scope) {
        if (detection.rule() == Rule.E1) {
            return List.of();
        }
        Instant received = detection.stages().received();
        List<Incident> related = new ArrayList<>();
        finder.lockRelated(transaction, detection, received.minus(REOPEN_WITHIN)).stream()
                .filter(one -> one.state().isOpen() || detection.rule().isMomentary() || closedBefore(one, received))
                .forEach(related::add);
        if (related.isEmpty()) {
            return related;
        }
        Incident own = finder.lockNewest(transaction, scope.key()).orElse(null);
        if (own == null) {
            return related;
        }
        Set<String> apart = partings.toldApartFrom(transaction, own.id());
        related.removeIf(one -> apart.contains(one.id()));
        if (own.state().isOpen() && related.stream().noneMatch(each -> each.id().equals(own.id()))) {
            related.add(own);
        }
        return related;
    }

    private static boolean closedBefore(Incident incident, Instant received) {
        Instant closedAt = incident.closedAt();
        return closedAt != null && received.isAfter(closedAt);
    }

    /** The open incident that it feeds, or the one closed so recently that it re-opens. */
    Optional<Incident> find(Transaction transaction, Detection detection, IncidentScope scope) {
        Instant since = detection.stages().received().minus(REOPEN_WITHIN);
        Optional<Incident> newest = finder.lockNewest(transaction, scope.key());
        Optional<Incident> found = newest.map(
                        one -> one.state() == IncidentState.MERGED ? holder(transaction, one.id()) : one)
                .filter(incident -> incident.state().isOpen() || mayReopen(incident, since));
        if (scope.near() == IncidentScope.Near.NONE
                || found.filter(one -> one.state().isOpen()).isPresent()) {
            return found;
        }
        Set<String> apart =
                newest.map(one -> partings.toldApartFrom(transaction, one.id())).orElse(Set.of());
        return finder.lockNear(transaction, scope, IncidentScope.FIRE_WITHIN_METERS, since, apart)
                .or(() -> found);
    }

    private static boolean mayReopen(Incident incident, Instant closedSince) {
        Instant closedAt = incident.closedAt();
        return incident.state() == IncidentState.CLOSED && closedAt != null && !closedAt.isBefore(closedSince);
    }

    /** The incident, or the one that it goes on as. */
    @Nullable
    Incident holder(Transaction transaction, @Nullable String id) {
        String next = id;
        while (next != null) {
            Incident incident = incidents.lock(transaction, next).orElse(null);
            if (incident == null || incident.state() != IncidentState.MERGED) {
                return incident;
            }
            next = incident.status().mergedInto();
        }
        return null;
    }
}
