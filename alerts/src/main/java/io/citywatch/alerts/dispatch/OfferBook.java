package io.citywatch.alerts.dispatch;

import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Incident;
import io.citywatch.alerts.incident.IncidentDetail;
import io.citywatch.alerts.notify.Notification;
import io.citywatch.alerts.notify.Notifications;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.model.message.OfferMessage;
import io.citywatch.model.message.OfferState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what becomes of offers: the row, what is owed to the phone, the timers, and what the pages are told. Each call
 * runs under the incident's row lock.
 */
final class OfferBook {
    private final ResponseStore responses;
    private final TimerStore timers;
    private final LiveEvents events;
    private final DispatchSettings settings;
    private final Patience patience;
    private final Consumer<Instant> alarm;
    private final DispatchMetrics metrics;
    private final Pursuits pursuits;
    private final Notifications notifications;

    /** @param alarm asked after the commit to look at the timers at that time */
    OfferBook(
            ResponseStore responses,
            TimerStore timers,
            LiveEvents events,
            DispatchSettings settings,
            Patience patience,
            Consumer<Instant> alarm,
            DispatchMetrics metrics,
            Pursuits pursuits,
            Notifications notifications) {
        this.responses = responses;
        this.timers = timers;
        this.events = events;
        this.settings = settings;
        this.patience = patience;
        this.alarm = alarm;
        this.metrics = metrics;
        this.pursuits = pursuits;
        this.notifications = notifications;
    }

    /** Puts new offers out. */
    void putOut(Transaction transaction, Incident incident, List<Offer> offers, Instant now) {
        if (offers.isEmpty()) {
            return;
        }
        responses.insertOffers(transaction, incident, offers);
        List<Timer> deadlines = new ArrayList<>();
        for (Offer offer : offers) {
            deadlines.add(new Timer(
                    Timer.Kind.OFFER_DEADLINE, offer.id(), incident.id(), incident.epoch(), offer.deadline()));
            incident.note(now, Dispatcher.ACTOR, "offered to " + offer.responder(), offer.id());
            announce(transaction, incident, offer, now);
        }
        notifications.owe(
                transaction,
                offers.stream()
                        .map(offer ->
                                new Notification.Owed(offer.id(), offer.incident(), offer.responder(), OfferWire.DRILL))
                        .toList(),
                now);
        deadlines.add(delivery(incident, now));
        set(transaction, deadlines);
        if (incident.stages().offered() == null) {
            incident.offered(now);
            Instant received = incident.stages().received();
            transaction.afterCommit(() -> metrics.firstOffer(received, now));
        }
    }

    /** When to see whether what was offered then has reached its phones; one of an incident, the earliest. */
    Timer delivery(Incident incident, Instant offeredAt) {
        return new Timer(
                Timer.Kind.DELIVERY,
                incident.id(),
                incident.id(),
                incident.epoch(),
                offeredAt.plus(patience.delivery()));
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
        stopTelling(transaction, ended, now);
        ended.forEach(offer -> announce(transaction, incident, offer, now));
    }

    /** Who answered was reached; who did not is told no more. */
    private void stopTelling(Transaction transaction, List<Offer> ended, Instant now) {
        Map<OfferStep, List<String>> byStep = new EnumMap<>(OfferStep.class);
        ended.forEach(offer ->
                byStep.computeIfAbsent(offer.step(), step -> new ArrayList<>()).add(offer.id()));
        byStep.forEach((step, offers) -> {
            if (step == OfferStep.DECLINED) {
                notifications.answered(transaction, offers, now);
            } else {
                notifications.over(transaction, offers, step.name().toLowerCase(Locale.ROOT), now);
            }
        });
    }

    /** It was accepted: nobody waits for its deadline, or needs to be told of it. */
    void accepted(Transaction transaction, Offer offer, Instant now) {
        notifications.answered(transaction, List.of(offer.id()), now);
        timers.cancel(transaction, Timer.Kind.OFFER_DEADLINE, List.of(offer.id()));
    }

    /** Its person has it in the app or on the page. */
    void reachedByApp(Transaction transaction, String offer, Instant at) {
        notifications.reachedByApp(transaction, offer, at);
    }

    void settleLater(Transaction transaction, Offer offer, Instant now) {
        Instant at = now.plus(settings.keepEnded());
        set(transaction, List.of(new Timer(Timer.Kind.OFFER_SETTLE, offer.id(), offer.incident(), offer.epoch(), at)));
    }

    /** Tells the gateways that nothing of this offer is owed any more. */
    void settle(Transaction transaction, Incident incident, Offer offer, Instant now) {
        Offer settled = offer.settle(now);
        responses.saveOffers(transaction, List.of(settled));
        announce(transaction, incident, settled, now);
    }

    /** Owes an offer to the phone again, in a new revision with what is known now. */
    void tellAgain(Transaction transaction, Incident incident, Offer offer, Instant now) {
        tellAgain(transaction, incident, offer, null, now);
    }

    /** The same, with a warning that is not to be missed. */
    void warn(Transaction transaction, Incident incident, Offer offer, String warning, Instant now) {
        tellAgain(transaction, incident, offer, warning, now);
    }

    private void tellAgain(
            Transaction transaction, Incident incident, Offer offer, @Nullable String warning, Instant now) {
        Offer again = offer.again();
        responses.saveOffers(transaction, List.of(again));
        publish(transaction, incident, again, warning, now);
    }

    /** Owes the offer's present revision to the phone, and shows it to the pages. */
    void announce(Transaction transaction, Incident incident, Offer offer, Instant now) {
        publish(transaction, incident, offer, null, now);
        if (!offer.settled()) {
            IncidentDetail.OfferEvent event = new IncidentDetail.OfferEvent(
                    offer.line(), incident.id(), incident.kind().text());
            OfferState state = offer.step().wire();
            transaction.afterCommit(() -> {
                metrics.offer(state);
                events.publish(LiveEvents.OFFER, event);
            });
        }
    }

    /** What the offer says to its responder, with what is known now. */
    OfferMessage message(Transaction transaction, Incident incident, Offer offer) {
        return OfferWire.message(
                incident,
                offer,
                pursuits.meeting(transaction, incident, offer.need()).orElse(null),
                null);
    }

    private void publish(
            Transaction transaction, Incident incident, Offer offer, @Nullable String warning, Instant now) {
        OfferWire.publish(
                transaction,
                incident,
                offer,
                pursuits.meeting(transaction, incident, offer.need()).orElse(null),
                warning,
                settings,
                now);
    }

    /** Sets timers, and looks at them in time. */
    void set(Transaction transaction, List<Timer> due) {
        timers.set(transaction, due);
        new HashSet<>(due.stream().map(Timer::dueAt).toList())
                .forEach(at -> transaction.afterCommit(() -> alarm.accept(at)));
    }
}
