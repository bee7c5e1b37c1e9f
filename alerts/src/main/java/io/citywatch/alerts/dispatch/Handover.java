package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whoever is asked or bound for an incident stays so when it becomes one with another, and goes back with it when it is
 * told apart again. What both wanted is wanted once; nobody is asked twice by one incident. Both rows are locked.
 */
final class Handover {
    private final ResponseStore responses;
    private final HandoverStore handovers;
    private final OfferBook book;

    Handover(ResponseStore responses, HandoverStore handovers, OfferBook book) {
        this.responses = responses;
        this.handovers = handovers;
        this.book = book;
    }

    /** Brings the people of the other to its home, which has taken in what it rests on. */
    void takeOver(Transaction transaction, Incident home, Incident other, Instant now) {
        askNobodyTwice(transaction, home, other, now);
        List<String> moved = handovers.move(transaction, other, home);
        List<Offer> offers = handovers.offersOf(transaction, moved);
        wantOnce(transaction, home, Set.copyOf(moved), now);
        tell(transaction, home, offers, now);
        List<Assignment> live = responses.liveAssignments(transaction, home.id());
        if (isThere(live)) {
            home.arrived(Dispatcher.ACTOR, other.id(), now);
        } else if (moves(live)) {
            home.enRoute(Dispatcher.ACTOR, other.id(), now);
        }
    }

    /** Brings back who came with an incident that goes on by itself again. */
    void handBack(Transaction transaction, Incident home, Incident back, Collection<String> origins, Instant now) {
        List<String> moved = handovers.moveBack(transaction, home, back, origins);
        if (moved.isEmpty()) {
            return;
        }
        tell(transaction, back, handovers.offersOf(transaction, moved), now);
        List<Assignment> gone = responses.liveAssignments(transaction, back.id());
        if (gone.isEmpty()) {
            return;
        }
        if (isThere(gone)) {
            back.arrived(Dispatcher.ACTOR, home.id(), now);
        } else if (moves(gone)) {
            back.enRoute(Dispatcher.ACTOR, home.id(), now);
        }
        List<Assignment> left = responses.liveAssignments(transaction, home.id());
        home.leftBy(isThere(left), moves(left), back.id(), now);
    }

    private static boolean isThere(List<Assignment> live) {
        return live.stream().anyMatch(one -> one.state() == AssignmentState.ARRIVED);
    }

    private static boolean moves(List<Assignment> live) {
        return live.stream().anyMatch(one -> one.state() != AssignmentState.ASSIGNED);
    }

    /** Withdraws what one of the two asks of somebody whom the other asks or has, or who is bound elsewhere. */
    private void askNobodyTwice(Transaction transaction, Incident home, Incident other, Instant now) {
        List<Offer> asked = responses.pending(transaction, other.id());
        Set<String> free = responses.stillFree(
                transaction, asked.stream().map(Offer::responder).toList());
        List<Offer> atHome = responses.pending(transaction, home.id());
        Set<String> known = new HashSet<>(atHome.stream().map(Offer::responder).toList());
        withdraw(
                transaction,
                other,
                asked.stream()
                        .filter(offer -> !free.contains(offer.responder()) || known.contains(offer.responder()))
                        .toList(),
                "merged",
                now);
        Set<String> bound = new HashSet<>();
        responses.liveAssignments(transaction, other.id()).forEach(one -> bound.add(one.responder()));
        withdraw(
                transaction,
                home,
                atHome.stream()
                        .filter(offer -> bound.contains(offer.responder()))
                        .toList(),
                "merged",
                now);
    }

    /** The run card says how many are wanted: of open needs beyond it the people asked count for the one that stays. */
    private void wantOnce(Transaction transaction, Incident home, Set<String> moved, Instant now) {
        List<Need.Standing> left = new ArrayList<>(responses.needs(transaction, home).stream()
                .filter(Need.Standing::isServed)
                .sorted(Comparator.comparing((Need.Standing one) -> !one.staffed())
                        .thenComparing(one -> moved.contains(one.need().id())))
                .toList());
        List<Need> kept = new ArrayList<>();
        for (RunCard.Requirement wanted : RunCard.of(home).upTo(home.level())) {
            left.stream()
                    .filter(one -> one.need().role() == wanted.role()
                            && Objects.equals(one.need().skill(), wanted.skill()))
                    .findFirst()
                    .ifPresent(one -> {
                        kept.add(one.need());
                        left.remove(one);
                    });
        }
        for (Need.Standing one : left) {
            Need need = one.need();
            if (need.state() == NeedState.OPEN && need.beside() == null) {
                cancel(transaction, home, need, kept, now);
            }
        }
    }

    private void cancel(Transaction transaction, Incident home, Need surplus, List<Need> kept, Instant now) {
        responses.saveNeed(transaction, surplus.cancelled());
        List<Offer> asked = handovers.offersOf(transaction, List.of(surplus.id())).stream()
                .filter(offer -> offer.step().isPending())
                .toList();
        kept.stream()
                .filter(need -> need.state() == NeedState.OPEN
                        && need.role() == surplus.role()
                        && Objects.equals(need.skill(), surplus.skill()))
                .findFirst()
                .ifPresentOrElse(
                        need -> handovers.reassign(
                                transaction, asked.stream().map(Offer::id).toList(), need.id()),
                        () -> withdraw(transaction, home, asked, "filled", now));
    }

    private void withdraw(Transaction transaction, Incident incident, List<Offer> offers, String why, Instant now) {
        for (Offer offer : offers) {
            incident.note(now, Dispatcher.ACTOR, "offer to " + offer.responder() + " withdrawn: " + why, offer.id());
        }
        book.end(
                transaction,
                incident,
                offers.stream()
                        .map(offer -> offer.become(OfferStep.WITHDRAWN, now, null))
                        .toList(),
                now);
    }

    /** To whom it came anew, each hears for what; and what did not reach its phone is looked at in time. */
    private void tell(Transaction transaction, Incident incident, List<Offer> offers, Instant now) {
        for (Offer known : offers) {
            responses
                    .offer(transaction, known.id())
                    .filter(offer -> offer.endedAt() == null)
                    .ifPresent(offer -> book.tellAgain(transaction, incident, offer, now));
        }
        responses
                .oldestUndelivered(transaction, incident.id())
                .ifPresent(oldest -> book.set(transaction, List.of(book.delivery(incident, oldest))));
    }
}
