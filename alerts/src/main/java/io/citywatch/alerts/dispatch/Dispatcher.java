package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentItem;
import io.citywatch.alerts.incident.IncidentKind;
import io.citywatch.alerts.incident.IncidentState;
import io.citywatch.alerts.incident.Response;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.DeviceId;
import io.citywatch.model.Severity;
import io.citywatch.model.detection.Detection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps every need of an open incident in front of people: a wave of offers each, the next best for each that falls
 * away, and a timer whenever there is nobody left to ask. Each call runs under the incident's row lock and is
 * idempotent.
 */
final class Dispatcher implements Response {
    static final String ACTOR = "dispatch";
    /** In a storm nobody looks at notes: none ends unseen, they wait until it is over. */
    private static final Duration IN_A_STORM = Duration.ofMinutes(5);

    private final Database database;
    private final TimedIncidentStore incidents;
    private final ResponseStore responses;
    private final TimerStore timers;
    private final OfferBook book;
    private final Waves waves;
    private final Pursuits pursuits;
    private final LiveEvents events;
    private final Patience patience;
    private final Clock clock;
    private final Supplier<String> ids;
    private final Handover handover;
    private final Predicate<Transaction> storm;

    /**
     * @param ids fresh ids for needs
     * @param storm whether there is a storm of incidents
     */
    Dispatcher(
            Database database,
            TimedIncidentStore incidents,
            ResponseStore responses,
            TimerStore timers,
            OfferBook book,
            Waves waves,
            Pursuits pursuits,
            LiveEvents events,
            Patience patience,
            Clock clock,
            Supplier<String> ids,
            Handover handover,
            Predicate<Transaction> storm) {
        this.handover = handover;
        this.storm = storm;
        this.database = database;
        this.incidents = incidents;
        this.responses = responses;
        this.timers = timers;
        this.book = book;
        this.waves = waves;
        this.pursuits = pursuits;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Duration holdOf(IncidentKind kind, Detection first) {
        Set<DeviceId> devices = new HashSet<>(first.devices());
        devices.add(first.device());
        boolean single = devices.size() == 1;
        return single && RunCard.mayBeNothing(kind, List.of(first.rule().name()), first.severity())
                ? patience.hold()
                : Duration.ZERO;
    }

    private static boolean waitsOn(Incident incident) {
        return incident.state() == IncidentState.HELD
                && incident.devices().size() == 1
                && RunCard.mayBeNothing(incident.kind(), incident.rules(), incident.severity());
    }

    @Override
    public void ensure(Transaction transaction, Incident incident, Instant now) {
        if (waitsOn(incident)) {
            return;
        }
        incident.endHold("a second evidence", ACTOR, incident.id(), now);
        incident.resume(ACTOR, now);
        waves.ensure(transaction, incident, now);
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
        book.end(transaction, incident, ended, now);
        if (incident.state().asksPeople()) {
            waves.fill(transaction, incident, now);
        }
    }

    /** Their offers stay good until their deadlines; the next best are asked as well. */
    private void askBesideTheUnreached(Transaction transaction, Incident incident, Instant now) {
        List<Offer> unreached = responses.markUnreached(transaction, incident.id(), now.minus(patience.delivery()));
        for (Offer offer : unreached) {
            incident.note(
                    now,
                    ACTOR,
                    "offer to " + offer.responder() + " not delivered in "
                            + patience.delivery().toSeconds() + " s: the next best is asked as well",
                    offer.id());
        }
        if (!unreached.isEmpty()) {
            advance(transaction, incident, now);
        }
        responses
                .oldestUndelivered(transaction, incident.id())
                .ifPresent(oldest -> book.set(transaction, List.of(book.delivery(incident, oldest))));
    }

    /** Somebody left before arriving: the need is open again. */
    void replace(Transaction transaction, Incident incident, Assignment left, Instant now) {
        Need need = responses.need(transaction, left.need()).orElse(null);
        if (need == null
                || need.epoch() != incident.epoch()
                || !incident.state().isOpen()) {
            return;
        }
        boolean covered = isCovered(transaction, incident, need);
        Need next = covered || !incident.state().asksPeople() ? need.cancelled() : need.reopened();
        responses.saveNeed(transaction, next);
        waves.widenLater(transaction, incident, List.of(next), now);
        incident.stillDispatching(
                !responses.liveAssignments(transaction, incident.id()).isEmpty(), left.offer(), now);
        advance(transaction, incident, now);
    }

    /** Somebody may not come: unless another is asked or coming for the same, one is asked beside, for a need of its own. */
    void askBeside(Transaction transaction, Incident incident, Assignment doubtful, Instant now) {
        Need need = responses.need(transaction, doubtful.need()).orElse(null);
        if (need == null
                || need.epoch() != incident.epoch()
                || !incident.state().asksPeople()
                || isCovered(transaction, incident, need)) {
            return;
        }
        Need another =
                need.another(ids.get(), responses.needs(transaction, incident).size());
        responses.insertNeeds(transaction, List.of(another));
        waves.widenLater(transaction, incident, List.of(another), now);
        incident.note(now, ACTOR, "another is asked beside " + doubtful.responder(), doubtful.offer());
        advance(transaction, incident, now);
    }

    /** Whether for what this need wants another is asked, on the way in time, or there. */
    private boolean isCovered(Transaction transaction, Incident incident, Need need) {
        Set<String> others = new HashSet<>();
        for (Need.Standing standing : responses.needs(transaction, incident)) {
            Need other = standing.need();
            if (!other.id().equals(need.id()) && other.wanted().equals(need.wanted())) {
                if (other.state() == NeedState.OPEN) {
                    return true;
                }
                others.add(other.id());
            }
        }
        return responses.liveAssignments(transaction, incident.id()).stream()
                .anyMatch(one -> others.contains(one.need()) && one.isInTime());
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
        book.end(transaction, incident, ended, now);
    }

    @Override
    public void takeOver(Transaction transaction, Incident home, Incident other, Instant now) {
        handover.takeOver(transaction, home, other, now);
        standDown(transaction, other, ACTOR, now);
    }

    @Override
    public void handBack(
            Transaction transaction, Incident home, Incident back, Collection<String> merged, Instant now) {
        handover.handBack(transaction, home, back, merged, now);
    }

    @Override
    public void askNobody(Transaction transaction, Incident incident, Instant now) {
        List<Offer> ended = new ArrayList<>();
        for (Offer offer : responses.pending(transaction, incident.id())) {
            ended.add(offer.become(OfferStep.WITHDRAWN, now, null));
            incident.note(now, ACTOR, "offer to " + offer.responder() + " withdrawn: under control", offer.id());
        }
        responses.cancelNeeds(transaction, incident.id());
        for (Timer.Kind kind : List.of(Timer.Kind.ADVANCE, Timer.Kind.DELIVERY)) {
            timers.cancel(transaction, kind, List.of(incident.id()));
        }
        book.end(transaction, incident, ended, now);
    }

    @Override
    public boolean isBound(Transaction transaction, Incident incident, String responder) {
        return responses.liveAssignments(transaction, incident.id()).stream()
                .anyMatch(one -> one.responder().equals(responder));
    }

    @Override
    public void moved(Transaction transaction, Incident incident, Instant now) {
        pursuits.renew(transaction, incident, now);
        for (Assignment assignment : responses.liveAssignments(transaction, incident.id())) {
            responses
                    .offer(transaction, assignment.offer())
                    .ifPresent(offer -> book.tellAgain(transaction, incident, offer, now));
        }
    }

    @Override
    public void closeLater(Transaction transaction, Incident incident, Instant at) {
        book.set(
                transaction,
                List.of(new Timer(Timer.Kind.NOTE_ENDS, incident.id(), incident.id(), incident.epoch(), at)));
    }

    /** Does what a due timer is for. */
    void handle(Timer timer) {
        Instant now = now();
        database.inTransaction(transaction -> {
            Incident incident = incidents.lock(transaction, timer.incident()).orElse(null);
            timers.done(transaction, timer);
            if (incident != null) {
                handle(transaction, timer, incident, now);
            }
            return true;
        });
    }

    private void handle(Transaction transaction, Timer timer, Incident incident, Instant now) {
        boolean current = incident.state().isOpen() && incident.epoch() == timer.epoch();
        switch (timer.kind()) {
            case OFFER_DEADLINE -> {
                // The first of a wave that ran out ends all of it, and asks the next best.
                if (current && isPending(transaction, timer.entity())) {
                    advance(transaction, incident, now);
                    saveAndShow(transaction, incident);
                }
            }
            case ADVANCE, ASSIGNED_ELSEWHERE -> {
                if (current) {
                    advance(transaction, incident, now);
                    saveAndShow(transaction, incident);
                }
            }
            case WIDEN -> {
                Need need = responses.need(transaction, timer.entity()).orElse(null);
                if (current
                        && need != null
                        && need.incident().equals(incident.id())
                        && need.state() == NeedState.OPEN
                        && incident.state().asksPeople()) {
                    waves.widen(transaction, incident, need, now);
                    saveAndShow(transaction, incident);
                }
            }
            case DELIVERY -> {
                if (current) {
                    askBesideTheUnreached(transaction, incident, now);
                    saveAndShow(transaction, incident);
                }
            }
            case HOLD_ENDS -> {
                if (current) {
                    incident.endHold("no second evidence came", ACTOR, incident.id(), now);
                    ensure(transaction, incident, now);
                    saveAndShow(transaction, incident);
                }
                incidents.renew(transaction, incident);
            }
            case CALL, NO_PROGRESS -> {
                if (current && isDue(timer.kind(), incident, now)) {
                    if (timer.kind() == Timer.Kind.CALL) {
                        incident.escalate(ACTOR, now);
                    } else if (isUnderWay(transaction, incident)) {
                        incident.goesOn(now);
                    } else {
                        incident.callForSupervisor(ACTOR, now);
                    }
                    saveAndShow(transaction, incident);
                }
                incidents.renew(transaction, incident);
            }
            case NOTE_ENDS -> {
                if (current && isNoMoreThanANote(incident) && storm.test(transaction)) {
                    closeLater(transaction, incident, now.plus(IN_A_STORM));
                } else if (current && isNoMoreThanANote(incident)) {
                    standDown(transaction, incident, ACTOR, now);
                    incident.close(Incident.NOTED, "", ACTOR, now);
                    saveAndShow(transaction, incident);
                }
            }
            case OFFER_SETTLE ->
                responses
                        .offer(transaction, timer.entity())
                        .filter(offer -> !offer.settled() && !offer.step().isPending())
                        .ifPresent(offer -> book.settle(transaction, incident, offer, now));
            case WATCH, SURPLUS, CHECK_IN, COMMAND_DEADLINE ->
                throw new IllegalArgumentException(timer + " is not of an incident as a whole");
        }
    }

    private boolean isPending(Transaction transaction, String offer) {
        return responses
                .offer(transaction, offer)
                .filter(one -> one.step().isPending())
                .isPresent();
    }

    private boolean isDue(Timer.Kind kind, Incident incident, Instant now) {
        return Duties.of(incident.id(), incident.status(), patience).stream()
                .anyMatch(duty -> duty.kind() == kind && !duty.dueAt().isAfter(now));
    }

    /** People are bound by it, and looked after one by one; or it needs no more of them. */
    private boolean isUnderWay(Transaction transaction, Incident incident) {
        return incident.state() == IncidentState.CONTROLLED
                || !responses.liveAssignments(transaction, incident.id()).isEmpty();
    }

    /** A service order, which nothing clears; what still holds may yet become more than a note. */
    private static boolean isNoMoreThanANote(Incident incident) {
        return incident.severity() == Severity.P4 && (incident.kind() == IncidentKind.SERVICE || !incident.active());
    }

    void saveAndShow(Transaction transaction, Incident incident) {
        boolean tells = !incident.entries().isEmpty();
        if (tells || !incident.savedStatus().equals(Optional.of(incident.status()))) {
            incidents.save(transaction, incident);
        }
        if (!tells) {
            return;
        }
        IncidentItem.show(transaction, incident, events);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
