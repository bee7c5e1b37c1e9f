package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentStore;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.message.OfferAction;
import io.citywatch.model.message.OfferMessage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the answers to offers, whichever way they come; the incident's row lock decides who was first. An answer that
 * was taken before is taken again without effect, since the log delivers at least once. Thread-safe.
 */
public final class OfferDesk {
    /** What an answer came to. */
    enum Verdict {
        TAKEN,
        /** Too late: the phone is told so by a new revision. */
        LATE,
        /** Fits no state. */
        MISFIT,
        UNKNOWN
    }

    /** @param reason in words, for who answered */
    record Answered(Verdict verdict, String reason) {
        static final Answered TAKEN = new Answered(Verdict.TAKEN, "taken");
        static final Answered UNKNOWN = new Answered(Verdict.UNKNOWN, "no such offer");
    }

    /**
     * One answer under the incident's row lock.
     *
     * @param at when it was given, as near as the platform knows
     */
    private record Case(
            Transaction transaction,
            Incident incident,
            Offer offer,
            String actor,
            @Nullable String reason,
            Instant at,
            Instant now) {}

    private final Database database;
    private final IncidentStore incidents;
    private final ResponseStore responses;
    private final OfferBook book;
    private final Dispatcher dispatcher;
    private final Attendance attendance;
    private final AuditLog audit;

    OfferDesk(
            Database database,
            IncidentStore incidents,
            ResponseStore responses,
            OfferBook book,
            Dispatcher dispatcher,
            Attendance attendance,
            AuditLog audit) {
        this.database = database;
        this.incidents = incidents;
        this.responses = responses;
        this.book = book;
        this.dispatcher = dispatcher;
        this.attendance = attendance;
        this.audit = audit;
    }

    /**
     * What somebody answers by HTTP, audited.
     *
     * @param by the responder, or the account that answers for one
     * @param reason why, of a decline
     * @param at when the answer reached the platform; the timeline shows it
     */
    public Outcome answer(String offerId, Person by, OfferAction action, @Nullable String reason, Instant at) {
        Answered answered = take(offerId, null, by.name(), by, action, reason, at);
        return switch (answered.verdict()) {
            case TAKEN -> Outcome.done();
            case UNKNOWN -> Outcome.notFound();
            case LATE, MISFIT -> Outcome.conflict(answered.reason());
        };
    }

    public Optional<String> responderOf(String offerId) {
        return database.inTransaction(
                transaction -> responses.offer(transaction, offerId).map(Offer::responder));
    }

    /** What this responder is offered or assigned to now, the newest first. */
    public List<OfferMessage> openOffersOf(String responder) {
        return database.inTransaction(transaction -> openOffersOf(transaction, responder));
    }

    private List<OfferMessage> openOffersOf(Transaction transaction, String responder) {
        List<OfferMessage> messages = new ArrayList<>();
        for (Offer offer : responses.openOf(transaction, responder)) {
            incidents
                    .read(transaction, offer.incident())
                    .ifPresent(incident -> messages.add(book.message(transaction, incident, offer)));
        }
        return messages;
    }

    /** The same to this person's own phone: what it shows has reached them. */
    public List<OfferMessage> showOpenOffers(String responder) {
        return database.inTransaction(transaction -> {
            for (Offer offer : responses.openOf(transaction, responder)) {
                if (offer.deliveredAt() == null) {
                    Instant now = dispatcher.now();
                    boolean unused = responses.delivered(transaction, responder, offer.id(), now);
                    book.reachedByApp(transaction, offer.id(), now);
                }
            }
            return openOffersOf(transaction, responder);
        });
    }

    /**
     * @param onlyFor the responder that the offer must be of, null for any
     * @param audited whose act it is, if by HTTP
     * @param at when the answer reached the platform
     */
    Answered take(
            String offerId,
            @Nullable String onlyFor,
            String actor,
            @Nullable Person audited,
            OfferAction action,
            @Nullable String reason,
            Instant at) {
        return database.inTransaction(transaction -> {
            Offer offer = responses.offer(transaction, offerId).orElse(null);
            Incident incident = null;
            // While its incident's lock was awaited the offer may have gone to another, by a merge or back.
            while (offer != null && (incident == null || !incident.id().equals(offer.incident()))) {
                incident = incidents.lock(transaction, offer.incident()).orElse(null);
                offer = incident == null
                        ? null
                        : responses.offer(transaction, offerId).orElse(null);
            }
            if (offer == null || incident == null) {
                return Answered.UNKNOWN;
            }
            if (onlyFor != null && !onlyFor.equals(offer.responder())) {
                return new Answered(Verdict.MISFIT, "offer " + offerId + " is not of " + onlyFor);
            }
            Instant now = dispatcher.now();
            Case one = new Case(transaction, incident, offer, actor, reason, between(offer.offeredAt(), at, now), now);
            Answered answered = switch (action) {
                case ACCEPT -> accept(one);
                case DECLINE -> decline(one);
                case EN_ROUTE -> move(one, AssignmentState.EN_ROUTE);
                case ARRIVED -> move(one, AssignmentState.ARRIVED);
                case CLEARED -> move(one, AssignmentState.CLEARED);
            };
            if (answered.verdict() == Verdict.TAKEN && !incident.entries().isEmpty()) {
                incident.goesOn(now);
            }
            dispatcher.saveAndShow(transaction, incident);
            if (audited != null && answered.verdict() == Verdict.TAKEN) {
                audit(transaction, audited, offer, action, reason, now);
            }
            return answered;
        });
    }

    private void audit(
            Transaction transaction, Person by, Offer offer, OfferAction action, @Nullable String reason, Instant now) {
        Map<String, String> detail = new HashMap<>();
        detail.put("role", by.role().text());
        detail.put("responder", offer.responder());
        if (reason != null) {
            detail.put("reason", reason);
        }
        audit.write(transaction, new AuditEntry(now, by.name(), "offer." + action.text(), offer.id(), detail));
    }

    /** The gateway's clock may differ from ours; nobody answers before the offer or in the future. */
    private static Instant between(Instant first, Instant at, Instant last) {
        Instant known = at.truncatedTo(ChronoUnit.MILLIS);
        if (known.isAfter(last)) {
            return last;
        }
        return known.isBefore(first) ? first : known;
    }

    private Answered accept(Case one) {
        Offer offer = one.offer();
        if (offer.step() == OfferStep.ACCEPTED) {
            return Answered.TAKEN;
        }
        if (!offer.step().isPending()) {
            return ended(one);
        }
        Need need = responses.need(one.transaction(), offer.need()).orElse(null);
        boolean free = responses.claim(one.transaction(), offer.responder());
        if (need == null || need.state() != NeedState.OPEN || !free) {
            Offer withdrawn = offer.become(OfferStep.WITHDRAWN, one.now(), null);
            one.incident().note(one.at(), one.actor(), "accepted too late", offer.id());
            book.end(one.transaction(), one.incident(), List.of(withdrawn), one.now());
            dispatcher.advance(one.transaction(), one.incident(), one.now());
            return new Answered(
                    Verdict.LATE, free ? "the need is filled" : offer.responder() + " is assigned elsewhere");
        }
        assign(one, need);
        return Answered.TAKEN;
    }

    private void assign(Case one, Need need) {
        Transaction transaction = one.transaction();
        Incident incident = one.incident();
        Offer accepted = one.offer().become(OfferStep.ACCEPTED, one.at(), null);
        responses.saveOffers(transaction, List.of(accepted));
        responses.insertAssignment(
                transaction,
                new Assignment(
                        accepted.id(),
                        incident.id(),
                        need.id(),
                        accepted.responder(),
                        AssignmentState.ASSIGNED,
                        one.at(),
                        null,
                        null,
                        null,
                        attendance.begin(transaction, incident, accepted, one.at())));
        responses.saveNeed(transaction, need.filledBy(accepted.id()));
        incident.accepted(one.at());
        incident.note(one.at(), one.actor(), "accepted by " + accepted.responder(), accepted.id());
        book.accepted(transaction, accepted, one.now());
        book.announce(transaction, incident, accepted, one.now());
        List<Offer> others = new ArrayList<>();
        for (Offer pending : responses.pending(transaction, incident.id())) {
            if (pending.need().equals(need.id())) {
                others.add(pending.become(OfferStep.WITHDRAWN, one.now(), null));
                incident.note(
                        one.now(), "dispatch", "offer to " + pending.responder() + " withdrawn: filled", pending.id());
            }
        }
        book.end(transaction, incident, others, one.now());
        // Who is not needed there any more may be the best for what else is open.
        dispatcher.advance(transaction, incident, one.now());
        book.set(transaction, elsewhere(transaction, accepted, one.now()));
    }

    /** What other incidents still ask of the same person is withdrawn there, at once, by whichever process is alive. */
    private List<Timer> elsewhere(Transaction transaction, Offer accepted, Instant now) {
        return responses.openOf(transaction, accepted.responder()).stream()
                .filter(other -> other.step().isPending() && !other.incident().equals(accepted.incident()))
                .map(other ->
                        new Timer(Timer.Kind.ASSIGNED_ELSEWHERE, other.id(), other.incident(), other.epoch(), now))
                .toList();
    }

    private Answered decline(Case one) {
        Offer offer = one.offer();
        if (offer.step() == OfferStep.DECLINED) {
            return Answered.TAKEN;
        }
        if (!offer.step().isPending()) {
            return ended(one);
        }
        String reason = one.reason();
        Offer declined = offer.become(OfferStep.DECLINED, one.at(), reason);
        one.incident()
                .note(
                        one.at(),
                        one.actor(),
                        "declined by " + offer.responder() + (reason == null ? "" : ": " + reason),
                        offer.id());
        book.end(one.transaction(), one.incident(), List.of(declined), one.now());
        dispatcher.advance(one.transaction(), one.incident(), one.now());
        return Answered.TAKEN;
    }

    /** An answer to what is over: told again where it ran out or was withdrawn, a misfit where it was answered. */
    private Answered ended(Case one) {
        Offer offer = one.offer();
        if (offer.step() != OfferStep.EXPIRED && offer.step() != OfferStep.WITHDRAWN) {
            return new Answered(Verdict.MISFIT, "offer " + offer.id() + " is " + offer.step());
        }
        Offer again = offer.again();
        responses.saveOffers(one.transaction(), List.of(again));
        book.settleLater(one.transaction(), again, one.now());
        book.announce(one.transaction(), one.incident(), again, one.now());
        return new Answered(Verdict.LATE, "offer " + offer.id() + " is " + offer.step());
    }

    private Answered move(Case one, AssignmentState next) {
        Transaction transaction = one.transaction();
        Assignment assignment =
                responses.assignment(transaction, one.offer().id()).orElse(null);
        if (assignment == null) {
            return new Answered(
                    Verdict.MISFIT,
                    "offer " + one.offer().id() + " is " + one.offer().step() + ", not accepted");
        }
        if (!assignment.state().mayBecome(next)) {
            // At this step or past it: what was told before is told again, and that is no fault of the phone.
            attendance.hear(transaction, assignment, one.at());
            return Answered.TAKEN;
        }
        if (next == AssignmentState.ARRIVED) {
            attendance.arrive(transaction, one.incident(), assignment, one.actor(), one.at(), one.now());
            return Answered.TAKEN;
        }
        responses.saveAssignment(
                transaction,
                assignment.become(next, one.at()).with(assignment.sight().heard(one.at())));
        one.incident().note(one.at(), one.actor(), assignment.responder() + " " + next, assignment.offer());
        if (next == AssignmentState.EN_ROUTE) {
            one.incident().enRoute(one.actor(), assignment.offer(), one.at());
        }
        if (next == AssignmentState.CLEARED) {
            book.settle(transaction, one.incident(), one.offer(), one.now());
            if (assignment.state() != AssignmentState.ARRIVED) {
                dispatcher.replace(transaction, one.incident(), assignment, one.now());
            }
        }
        return Answered.TAKEN;
    }
}
