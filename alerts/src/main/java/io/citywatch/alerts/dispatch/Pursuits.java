package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Ranked;
import io.citywatch.alerts.nearest.Ranking;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.pursuit.Meeting;
import io.citywatch.alerts.pursuit.MeetingPlaces;
import io.citywatch.alerts.pursuit.Pursuit;
import io.citywatch.alerts.pursuit.PursuitStore;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places officers ahead of a hunted vehicle: each at a likely next reader that they reach before it, renewed with each
 * of its reads. Runs under the incident's row lock.
 */
final class Pursuits {
    private final ResponseStore responses;
    private final PursuitStore pursuits;
    private final NearestResponders nearest;
    private final Travel travel;

    Pursuits(ResponseStore responses, PursuitStore pursuits, NearestResponders nearest, Travel travel) {
        this.responses = responses;
        this.pursuits = pursuits;
        this.nearest = nearest;
        this.travel = travel;
    }

    /** Where the officer of the need is to go; empty where that is the incident's own place. */
    Optional<Meeting> meeting(Transaction transaction, Incident incident, String need) {
        return incident.kind() == IncidentKind.THEFT ? pursuits.meeting(transaction, need) : Optional.empty();
    }

    /** Where whoever fills the need is to go: who hunts a vehicle, where they are to meet it; null if nobody knows. */
    @Nullable
    Position placeOf(Transaction transaction, Incident incident, String need) {
        return meeting(transaction, incident, need).map(Meeting::position).orElseGet(incident::position);
    }

    /** Finds the places anew by the newest read, for those who are there already and those who are yet to be asked. */
    void renew(Transaction transaction, Incident incident, Instant now) {
        if (incident.kind() != IncidentKind.THEFT) {
            return;
        }
        List<Need> ahead = responses.needs(transaction, incident).stream()
                .map(Need.Standing::need)
                .filter(need -> RunCard.isAhead(need.position()))
                .toList();
        Pursuit pursuit = pursuits.pursuit(transaction, incident.id()).orElse(null);
        if (ahead.isEmpty() || pursuit == null || pursuit.next().isEmpty()) {
            return;
        }
        Map<String, Sent> sent = sent(transaction, incident, now);
        Map<String, Double> quickest = new HashMap<>();
        List<Officer> officers = ahead.stream()
                .map(need -> new Officer(transaction, incident, need, sent.get(need.id()), now, quickest))
                .toList();
        for (Meeting meeting : MeetingPlaces.plan(pursuit, incident.id(), officers, now)) {
            Meeting before = pursuits.meeting(transaction, meeting.need()).orElse(null);
            pursuits.save(transaction, meeting);
            if (before == null || !before.reader().equals(meeting.reader())) {
                incident.note(
                        now,
                        Dispatcher.ACTOR,
                        "to be met at " + meeting.name() + ", " + Math.round(100 * meeting.probability()) + " %",
                        meeting.need());
                promiseAnew(transaction, sent.get(meeting.need()), meeting, now);
            }
        }
    }

    private record Sent(Assignment assignment, Ranking.Whereabouts person) {}

    /** Nobody is late for a place that they did not know of when they accepted. */
    private void promiseAnew(Transaction transaction, @Nullable Sent sent, Meeting meeting, Instant now) {
        if (sent == null || sent.assignment().state() == AssignmentState.ARRIVED) {
            return;
        }
        Travel.Trip way = travel.between(
                sent.person().position(), meeting.position(), sent.person().mode());
        if (!way.isCutOff()) {
            Assignment one = sent.assignment();
            responses.saveAssignment(
                    transaction, one.with(one.sight().sentElsewhere(one.assignedAt(), Math.round(way.seconds()), now)));
        }
    }

    /** Who is on the way for each need. */
    private Map<String, Sent> sent(Transaction transaction, Incident incident, Instant now) {
        List<Assignment> assignments = responses.liveAssignments(transaction, incident.id());
        Map<String, Ranking.Whereabouts> people = nearest.whereabouts(
                transaction, assignments.stream().map(Assignment::responder).toList(), now);
        Map<String, Sent> sent = new HashMap<>();
        for (Assignment assignment : assignments) {
            Ranking.Whereabouts person = people.get(assignment.responder());
            if (person != null) {
                sent.put(assignment.need(), new Sent(assignment, person));
            }
        }
        return sent;
    }

    /** The officer of a need: who was sent, else the quickest who could be. */
    private final class Officer implements MeetingPlaces.Waiting {
        private final Transaction transaction;
        private final Incident incident;
        private final Need need;
        private final @Nullable Sent sent;
        private final Instant now;
        /** By reader, how soon the quickest of those who could be sent is there: the same for every need ahead. */
        private final Map<String, Double> quickest;

        Officer(
                Transaction transaction,
                Incident incident,
                Need need,
                @Nullable Sent sent,
                Instant now,
                Map<String, Double> quickest) {
            this.transaction = transaction;
            this.incident = incident;
            this.need = need;
            this.sent = sent;
            this.now = now;
            this.quickest = quickest;
        }

        @Override
        public String need() {
            return need.id();
        }

        @Override
        public double secondsTo(Pursuit.Likely place) {
            if (sent != null) {
                return travel.between(
                                sent.person().position(),
                                place.position(),
                                sent.person().mode())
                        .seconds();
            }
            return quickest.computeIfAbsent(place.reader(), reader -> secondsOfQuickest(place));
        }

        private double secondsOfQuickest(Pursuit.Likely place) {
            Ranked ranked = nearest.rank(
                    transaction,
                    new Search(
                            place.position(),
                            need.role(),
                            need.skill(),
                            Set.of(),
                            null,
                            incident.id(),
                            incident.epoch(),
                            now,
                            now,
                            1));
            return ranked.best().isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : ranked.best().get(0).travelSeconds();
        }
    }
}
