package io.citywatch.alerts.notify;

import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears from providers what was delivered. A receipt may come twice, before the answer to the request, or after the row
 * was given up: delivered always counts, failed only while nothing better is known.
 */
public final class Receipts {
    private static final String REACHED = "reached by ";

    private final Database database;
    private final NotificationStore store;
    private final Ladder ladder;
    private final Notifications.Written written;
    private final ChannelMetrics metrics;
    private final Clock clock;

    /**
     * What a provider reports.
     *
     * @param id of the notification, if the provider says it
     * @param providerId what the provider calls it, if it says so
     * @param reason why it was not delivered
     */
    public record Receipt(
            @Nullable String id,
            @Nullable String providerId,
            boolean delivered,
            @Nullable String reason) {}

    Receipts(
            Database database,
            NotificationStore store,
            Ladder ladder,
            Notifications.Written written,
            ChannelMetrics metrics,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.ladder = ladder;
        this.written = written;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Takes receipts; returns how many are of messages that we know. */
    public int take(List<Receipt> receipts) {
        return database.inTransaction(transaction -> takeAll(transaction, receipts));
    }

    /**
     * The same once for each signature.
     *
     * @param believed how long a signature would be believed
     * @return empty if this very request was taken before
     */
    public Optional<Integer> takeOnce(String signatureSha256, Duration believed, List<Receipt> receipts) {
        Instant now = clock.instant();
        return database.inTransaction(
                transaction -> store.takeOnce(transaction, signatureSha256, now.minus(believed), now)
                        ? Optional.of(takeAll(transaction, receipts))
                        : Optional.<Integer>empty());
    }

    private int takeAll(Transaction transaction, List<Receipt> receipts) {
        int known = 0;
        for (Receipt receipt : receipts) {
            boolean found = take(transaction, receipt);
            known += found ? 1 : 0;
            String verdict = !found ? "unknown" : receipt.delivered() ? "delivered" : "failed";
            transaction.afterCommit(() -> metrics.receipt(verdict));
        }
        return known;
    }

    private boolean take(Transaction transaction, Receipt receipt) {
        Optional<Notification.Owed> byId =
                receipt.id() == null ? Optional.empty() : store.owed(transaction, receipt.id());
        String id = byId.isPresent()
                ? receipt.id()
                : Optional.ofNullable(receipt.providerId())
                        .flatMap(providerId -> store.idOfProviders(transaction, providerId))
                        .orElse(null);
        if (id == null) {
            return false;
        }
        Notification.Owed owed = byId.or(() -> store.owed(transaction, id)).orElse(null);
        if (owed == null) {
            return false;
        }
        Instant now = clock.instant();
        if (receipt.delivered()) {
            // The offer's row before the notification's, as everywhere.
            store.delivered(transaction, owed, now);
        }
        for (NotificationStore.Standing standing : store.lock(transaction, List.of(id))) {
            List<Notification> rows = become(standing, receipt, now);
            if (!rows.isEmpty()) {
                store.save(transaction, rows.subList(0, 1));
                store.insert(transaction, rows.subList(1, rows.size()));
                written.rows(transaction, rows);
            }
            if (receipt.delivered()) {
                store.stopWaiting(
                        transaction,
                        owed.offer(),
                        REACHED + standing.row().channel().text(),
                        now);
            }
        }
        return true;
    }

    private List<Notification> become(NotificationStore.Standing standing, Receipt receipt, Instant now) {
        Notification row = standing.row();
        if (receipt.delivered()) {
            return row.state() == NotificationState.CONFIRMED
                    ? List.of()
                    : List.of(row.ended(NotificationState.CONFIRMED, null, now));
        }
        boolean awaited = row.state() == NotificationState.SENT || row.state() == NotificationState.SENDING;
        return awaited
                ? ladder.giveUp(row, reason(receipt), standing.person(), standing.over(), now)
                : new ArrayList<>();
    }

    private static String reason(Receipt receipt) {
        return receipt.reason() == null ? "reported as not delivered" : "not delivered: " + receipt.reason();
    }
}
