package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.closure.Rerouting;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Ranking;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When roads were closed or opened: the figures of who is asked are told anew, somebody nearer is asked beside those
 * whose way got much longer, and who is under way is warned. One transaction an incident, life first.
 */
final class Reroutes implements Rerouting {
    /** A way is much longer by this, and by {@link #MUCH_LONGER_SHARE}, whichever is more. */
    private static final double MUCH_LONGER_SECONDS = 60;

    private static final double MUCH_LONGER_SHARE = 0.3;
    /** Less than that is noise of the figures. */
    private static final double SAME_SECONDS = 1;

    private final Database database;
    private final IncidentStore incidents;
    private final ResponseStore responses;
    private final NearestResponders nearest;
    private final Waves waves;
    private final OfferBook book;
    private final Dispatcher dispatcher;

    Reroutes(
            Database database,
            IncidentStore incidents,
            ResponseStore responses,
            NearestResponders nearest,
            Waves waves,
            OfferBook book,
            Dispatcher dispatcher) {
        this.database = database;
        this.incidents = incidents;
        this.responses = responses;
        this.nearest = nearest;
        this.waves = waves;
        this.book = book;
        this.dispatcher = dispatcher;
    }

    /** The trips of one person as they were and as they are. */
    private record Change(Travel.Trip before, Travel.Trip now) {
        boolean isSame() {
            return Math.abs(now.seconds() - before.seconds()) < SAME_SECONDS || (before.isCutOff() && now.isCutOff());
        }

        boolean isMuchLonger() {
            double more = now.seconds() - before.seconds();
            return !before.isCutOff() && more > Math.max(MUCH_LONGER_SECONDS, MUCH_LONGER_SHARE * before.seconds());
        }

        String told() {
            return now.isCutOff()
                    ? "no way by road any more"
                    : Math.round(now.seconds()) + " s instead of "
                            + (before.isCutOff() ? "no way by road" : Math.round(before.seconds()) + " s");
        }
    }

    @Override
    public void roadsChanged(Travel before, Travel now, String why) {
        for (String id : database.inTransaction(responses::incidentsUnderWay)) {
            Instant at = dispatcher.now();
            database.inTransaction(transaction -> {
                incidents
                        .lock(transaction, id)
                        .filter(incident -> incident.state().isOpen())
                        .ifPresent(incident -> {
                            reroute(transaction, incident, new Roads(before, now, why), at);
                            dispatcher.saveAndShow(transaction, incident);
                        });
                return true;
            });
        }
    }

    /**
     * Those of one need whose way got much longer.
     *
     * @param seconds of the longest
     */
    private record Slowed(int count, double seconds) {
        Slowed and(Slowed other) {
            return new Slowed(count + other.count, Math.max(seconds, other.seconds));
        }
    }

    private record Roads(Travel before, Travel now, String why) {}

    private void reroute(Transaction transaction, Incident incident, Roads roads, Instant at) {
        Position place = incident.position();
        if (place == null) {
            return;
        }
        List<Offer> asked = responses.pending(transaction, incident.id());
        List<Assignment> sent = responses.liveAssignments(transaction, incident.id()).stream()
                .filter(assignment -> assignment.state() != AssignmentState.ARRIVED)
                .toList();
        Map<String, Ranking.Whereabouts> people = nearest.whereabouts(
                transaction,
                Stream.concat(
                                asked.stream().map(Offer::responder),
                                sent.stream().map(Assignment::responder))
                        .toList(),
                at);
        try (Travel.Approach before = roads.before().to(place);
                Travel.Approach now = roads.now().to(place)) {
            Map<String, Slowed> slowed = new TreeMap<>();
            for (Offer offer : asked) {
                Change change = changeOf(people.get(offer.responder()), before, now);
                if (change != null && !change.isSame()) {
                    tellFigures(transaction, incident, offer, change, at);
                    if (change.isMuchLonger()) {
                        incident.note(
                                at,
                                Dispatcher.ACTOR,
                                "way of " + offer.responder() + ": " + change.told() + "; " + roads.why(),
                                offer.id());
                        slowed.merge(offer.need(), new Slowed(1, change.now().seconds()), Slowed::and);
                    }
                }
            }
            for (Assignment assignment : sent) {
                Change change = changeOf(people.get(assignment.responder()), before, now);
                if (change != null && change.isMuchLonger()) {
                    warn(transaction, incident, assignment, change, roads.why(), at);
                }
            }
            slowed.forEach(
                    (need, those) -> waves.askBeside(transaction, incident, need, those.count(), those.seconds(), at));
        }
    }

    private static @Nullable Change changeOf(
            Ranking.@Nullable Whereabouts person, Travel.Approach before, Travel.Approach now) {
        return person == null
                ? null
                : new Change(
                        before.from(person.position(), person.mode(), Double.POSITIVE_INFINITY),
                        now.from(person.position(), person.mode(), Double.POSITIVE_INFINITY));
    }

    private void tellFigures(Transaction transaction, Incident incident, Offer offer, Change change, Instant at) {
        Offer told = change.now().isCutOff()
                ? offer.rerouted(offer.distanceMeters(), offer.travelSeconds(), offer.because() + "; " + change.told())
                : offer.rerouted(
                        Math.round(change.now().meters()),
                        Math.round(change.now().seconds()),
                        offer.because() + "; " + change.told());
        responses.saveOffers(transaction, List.of(told));
        book.announce(transaction, incident, told, at);
    }

    private void warn(
            Transaction transaction, Incident incident, Assignment assignment, Change change, String why, Instant at) {
        incident.note(
                at,
                Dispatcher.ACTOR,
                assignment.responder() + " warned: " + change.told() + "; " + why,
                assignment.offer());
        responses
                .offer(transaction, assignment.offer())
                .ifPresent(offer -> book.warn(
                        transaction,
                        incident,
                        offer,
                        "道路封闭，请绕行：" + why + "。 / A road on your way is closed: " + change.told() + "; " + why + ".",
                        at));
    }
}
