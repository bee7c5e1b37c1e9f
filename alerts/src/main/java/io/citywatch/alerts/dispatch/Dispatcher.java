package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.nearest.Candidate;
import io.citywatch.alerts.nearest.NearestResponders;
import io.citywatch.alerts.nearest.Search;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.Position;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps every need of an open incident in front of people: a wave of offers each, the next best for each that falls
 * away, and a timer whenever there is nobody left to ask. Each call runs under the incident's row lock and is
 * idempotent.
 */
final class Dispatcher implements Response {
    private static final String ACTOR = "dispatch";

    private final Database database;
    private final IncidentStore incidents;
    private final ResponseStore responses;
    private final TimerStore timers;
    private final NearestResponders nearest;
    private final LiveEvents events;
    private final DispatchSettings settings;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Consumer<Instant> alarm;

    /**
     * @param ids fresh ids for needs and offers
     * @param alarm asked after the commit to look at the timers at that time
     */
    Dispatcher(
            Database database,
            IncidentStore incidents,
            ResponseStore responses,
            TimerStore timers,
            NearestResponders nearest,
            LiveEvents events,
            DispatchSettings settings,
            Clock clock,
            Supplier<String> ids,
            Consumer<Instant> alarm) {
        this.database = database;
        this.incidents = incidents;
        this.responses = responses;
        this.timers = timers;
        this.nearest = nearest;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.alarm = alarm;
    }

    @Override
    public void ensure(Transaction transaction, Incident incident, Instant now) {
        List<Need.Standing> standing =
                incident.stored() ? responses.needs(transaction, incident) : List.<Need.Standing>of();
        List<Need.Standing> served = new ArrayList<>(
                standing.stream().filter(Need.Standing::isServed).toList());
        List<Need> added = new ArrayList<>();
        for (RunCard.Requirement requirement : RunCard.of(incident.kind()).upTo(incident.level())) {
            if (!served.removeIf(new FirstMatch(requirement)::test)) {
                added.add(new Need(
                        ids.get(),
                        incident.id(),
                        incident.epoch(),
                        requirement.level(),
                        standing.size() + added.size(),
                        requirement.role(),
                        requirement.skill(),
                        NeedState.OPEN,
                        null,
                        false));
            }
        }
        if (!added.isEmpty()) {
            responses.insertNeeds(transaction, added);
        }
        List<Need.Standing> all = new ArrayList<>(standing);
        added.forEach(need -> all.add(new Need.Standing(need, 0, false)));
        fill(transaction, incident, all, now);
    }

    /** Matches one standing need and then no more, so that each serves one requirement. */
    private static final class FirstMatch {
        private final RunCard.Requirement requirement;
        private boolean found;

        FirstMatch(RunCard.Requirement requirement) {
            this.requirement = requirement;
        }

        boolean test(Need.Standing standing) {
            Need need = standing.need();
            boolean matches =
                    !found && need.role() == requirement.role() && Objects.equals(need.skill(), requirement.skill());
            found |= matches;
            return matches;
        }
    }

    /** Lets go of what is overdue or impossible, and asks the next best. */
    void advance(Transaction transaction, Incident incident, Instant now) {
        List<Offer> ended = new ArrayList<>();
        Set<String> elsewhere = responses.pendingOfAssignedElsewhere(transaction, incident.id());
        for (Offer offer : responses.pending(transaction, incident.id())) {
            if (elsewhere.contains(offer.id())) {
                ended.add(offer.become(OfferStep.WITHDRAWN, now, null));
                incident.note(
                        now, ACTOR, "offer to " + offer.responder() + " withdrawn: assigned elsewhere", offer.id());
            } else if (!offer.deadline().isAfter(now)) {
                ended.add(offer.become(OfferStep.EXPIRED, now, null));
                incident.note(now, ACTOR, "offer to " + offer.responder() + " expired", offer.id());
            }
        }
        end(transaction, incident, ended, now);
        fill(transaction, incident, responses.needs(transaction, incident), now);
    }

    /** Saves and publishes offers that came to an end. */
    void end(Transaction transaction, Incident incident, List<Offer> ended, Instant now) {
        if (ended.isEmpty()) {
            return;
        }
        responses.saveOffers(transaction, ended);
        timers.cancel(
                transaction,
                Timer.Kind.OFFER_DEADLINE,
                ended.stream().map(Offer::id).toList());
        Instant settleAt = now.plus(settings.keepEnded());
        set(
                transaction,
                ended.stream()
                        .map(offer ->
                                new Timer(Timer.Kind.OFFER_SETTLE, offer.id(), incident.id(), offer.epoch(), settleAt))
                        .toList());
        ended.forEach(offer -> announce(transaction, incident, offer, now));
    }

    /** Whether it was answered: then nobody waits for its deadline. */
    void cancelDeadline(Transaction transaction, Offer offer) {
        timers.cancel(transaction, Timer.Kind.OFFER_DEADLINE, List.of(offer.id()));
    }

    void settleLater(Transaction transaction, Offer offer, Instant now) {
        set(
                transaction,
                List.of(new Timer(
                        Timer.Kind.OFFER_SETTLE,
                        offer.id(),
                        offer.incident(),
                        offer.epoch(),
                        now.plus(settings.keepEnded()))));
    }

    /** Somebody left before arriving: the need is open again. */
    void replace(Transaction transaction, Incident incident, Assignment left, Instant now) {
        Need need = responses.need(transaction, left.need()).orElse(null);
        if (need == null
                || need.epoch() != incident.epoch()
                || !incident.state().isOpen()) {
            return;
        }
        responses.saveNeed(transaction, need.reopened());
        incident.stillDispatching(
                !responses.liveAssignments(transaction, incident.id()).isEmpty(), left.offer(), now);
        advance(transaction, incident, now);
    }

    /** Owes the offer's present revision to the phone, and shows it to the pages. */
    void announce(Transaction transaction, Incident incident, Offer offer, Instant now) {
        OfferWire.publish(transaction, incident, offer, settings, now);
        if (!offer.settled()) {
            IncidentDetail.OfferEvent event = new IncidentDetail.OfferEvent(offer.line(), incident.id());
            transaction.afterCommit(() -> events.publish(LiveEvents.OFFER, event));
        }
    }

    private void fill(Transaction transaction, Incident incident, List<Need.Standing> needs, Instant now) {
        boolean wanting = false;
        for (Need.Standing standing : needs) {
            if (standing.need().state() == NeedState.OPEN && standing.pending() < settings.wave()) {
                int asked = ask(transaction, incident, standing.need(), settings.wave() - standing.pending(), now);
                wanting |= standing.pending() + asked < settings.wave();
                noteIfNobody(transaction, incident, standing.need(), standing.pending() + asked == 0, now);
            }
        }
        if (wanting) {
            set(transaction, List.of(Timer.advance(incident.id(), incident.epoch(), now.plus(settings.retry()))));
        }
    }

    /** Says it when it becomes so, not at each retry while it stays so. */
    private void noteIfNobody(Transaction transaction, Incident incident, Need need, boolean nobody, Instant now) {
        if (nobody == need.nobodyFree()) {
            return;
        }
        responses.saveNeed(transaction, need.withNobodyFree(nobody));
        if (nobody) {
            incident.note(now, ACTOR, "nobody free for " + need.role().text(), need.id());
        }
    }

    /** Offers the need to so many more people; returns how many there were. */
    private int ask(Transaction transaction, Incident incident, Need need, int wanted, Instant now) {
        Position place = incident.position();
        int asked = 0;
        while (place != null && asked < wanted) {
            List<Candidate> candidates = nearest.rank(
                    transaction,
                    new Search(
                            place,
                            need.role(),
                            need.skill(),
                            incident.id(),
                            incident.epoch(),
                            now.minus(settings.askAgain()),
                            now,
                            wanted - asked));
            if (candidates.isEmpty()) {
                break;
            }
            Set<String> free = responses.stillFree(
                    transaction, candidates.stream().map(Candidate::responder).toList());
            List<Offer> offers = candidates.stream()
                    .filter(candidate -> free.contains(candidate.responder()))
                    .map(candidate -> offer(incident, need, candidate, now))
                    .toList();
            putOut(transaction, incident, offers, now);
            asked += offers.size();
        }
        return asked;
    }

    private Offer offer(Incident incident, Need need, Candidate candidate, Instant now) {
        return new Offer(
                ids.get(),
                incident.id(),
                incident.epoch(),
                need.id(),
                candidate.responder(),
                OfferStep.QUEUED,
                1,
                false,
                candidate.distanceMeters(),
                candidate.travelSeconds(),
                candidate.because(),
                now.plus(settings.deadline(incident.severity())),
                now,
                null,
                null,
                null,
                null);
    }

    private void putOut(Transaction transaction, Incident incident, List<Offer> offers, Instant now) {
        if (offers.isEmpty()) {
            return;
        }
        responses.insertOffers(transaction, incident, offers);
        List<Timer> deadlines = new ArrayList<>();
        for (Offer offer : offers) {
            deadlines.add(new Timer(
                    Timer.Kind.OFFER_DEADLINE, offer.id(), incident.id(), incident.epoch(), offer.deadline()));
            incident.note(now, ACTOR, "offered to " + offer.responder(), offer.id());
            announce(transaction, incident, offer, now);
        }
        set(transaction, deadlines);
        incident.offered(now);
    }

    private void set(Transaction transaction, List<Timer> due) {
        timers.set(transaction, due);
        new HashSet<>(due.stream().map(Timer::dueAt).toList())
                .forEach(at -> transaction.afterCommit(() -> alarm.accept(at)));
    }

    /** Looks again at other incidents at once: somebody whom they wait for was assigned. */
    void advanceSoon(List<String> others) {
        for (String other : others) {
            Instant now = now();
            database.inTransaction(transaction -> {
                incidents.lock(transaction, other).ifPresent(incident -> {
                    if (incident.state().isOpen()) {
                        advance(transaction, incident, now);
                        saveAndShow(transaction, incident);
                    }
                });
                return true;
            });
        }
    }

    @Override
    public void standDown(Transaction transaction, Incident incident, String actor, Instant now) {
        List<Offer> ended = new ArrayList<>();
        for (Offer offer : responses.pending(transaction, incident.id())) {
            ended.add(offer.become(OfferStep.WITHDRAWN, now, null));
        }
        for (Assignment assignment : responses.liveAssignments(transaction, incident.id())) {
            responses.saveAssignment(
                    transaction,
                    assignment.become(
                            assignment.state() == AssignmentState.ARRIVED
                                    ? AssignmentState.CLEARED
                                    : AssignmentState.RECALLED,
                            now));
            responses.offer(transaction, assignment.offer()).ifPresent(offer -> ended.add(offer.over(now)));
            incident.note(now, actor, assignment.responder() + " freed", assignment.offer());
        }
        responses.cancelNeeds(transaction, incident.id());
        timers.cancelOf(transaction, incident.id());
        end(transaction, incident, ended, now);
    }

    /** Does what a due timer is for. */
    void handle(Timer timer) {
        Instant now = now();
        database.inTransaction(transaction -> {
            Incident incident = incidents.lock(transaction, timer.incident()).orElse(null);
            timers.cancel(transaction, timer.kind(), List.of(timer.entity()));
            if (incident == null) {
                return false;
            }
            switch (timer.kind()) {
                case OFFER_DEADLINE, ADVANCE -> {
                    if (incident.state().isOpen() && incident.epoch() == timer.epoch()) {
                        advance(transaction, incident, now);
                        saveAndShow(transaction, incident);
                    }
                }
                case OFFER_SETTLE ->
                    responses
                            .offer(transaction, timer.entity())
                            .filter(offer -> !offer.settled() && !offer.step().isPending())
                            .ifPresent(offer -> settle(transaction, incident, offer, now));
            }
            return true;
        });
    }

    /** Tells the gateways that nothing of this offer is owed any more. */
    void settle(Transaction transaction, Incident incident, Offer offer, Instant now) {
        Offer settled = offer.settle(now);
        responses.saveOffers(transaction, List.of(settled));
        announce(transaction, incident, settled, now);
    }

    void saveAndShow(Transaction transaction, Incident incident) {
        if (incident.entries().isEmpty()) {
            return;
        }
        incidents.save(transaction, incident);
        IncidentItem item = IncidentItem.of(incident);
        transaction.afterCommit(() -> events.publish(LiveEvents.INCIDENT, item));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
