package io.citywatch.alerts.notify;

import io.citywatch.alerts.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes what is owed to people with the state that owes it, and stops it with the state that ends it. */
public final class Notifications {
    private final NotificationStore store;
    private final Ladder ladder;
    private final Written written;

    /** Told of rows in the transaction that writes them. */
    @FunctionalInterface
    interface Written {
        void rows(Transaction transaction, Collection<Notification> rows);
    }

    Notifications(NotificationStore store, Ladder ladder, Written written) {
        this.store = store;
        this.ladder = ladder;
        this.written = written;
    }

    /** Owes each offer to its responder. The outbox of the same transaction carries it to the app. */
    public void owe(Transaction transaction, Collection<Notification.Owed> offers, Instant now) {
        Map<String, Addressee> people = store.addressees(
                transaction, offers.stream().map(Notification.Owed::responder).toList());
        List<Notification> rows = new ArrayList<>();
        for (Notification.Owed offer : offers) {
            Addressee person = people.getOrDefault(offer.responder(), Addressee.unknown(offer.responder()));
            rows.addAll(ladder.begin(offer, person, now));
        }
        store.insert(transaction, rows);
        written.rows(transaction, rows);
    }

    /** The app has it, or the person saw it on the page: no other channel is needed. */
    public void reachedByApp(Transaction transaction, String offer, Instant at) {
        store.reachedByApp(transaction, offer, at);
    }

    /** The person answered, so it had reached them. */
    public void answered(Transaction transaction, Collection<String> offers, Instant now) {
        store.stop(transaction, offers, "answered", true, now);
    }

    /** Nobody waits for the answer any more. */
    public void over(Transaction transaction, Collection<String> offers, String why, Instant now) {
        store.stop(transaction, offers, "the offer is " + why, false, now);
    }
}
