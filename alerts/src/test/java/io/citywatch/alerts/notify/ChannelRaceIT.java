package io.citywatch.alerts.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.PostgresNotificationStore;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.alerts.testing.TestPostgres;
import io.citywatch.model.registry.Channel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One process gives a channel up in the moment in which another one learns that nothing need be sent any more. */
class ChannelRaceIT {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Notification.Owed OFFER = new Notification.Owed("offer-1", "incident-1", "r-1", false);

    private final Database database = TestPostgres.open();
    private final NotificationStore store = new PostgresNotificationStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsOverIsNotOwedOnTheNextChannel() throws Exception {
        assertThat(callAfter(transaction -> store.stop(transaction, List.of(OFFER.offer()), "answered", true, NOW)))
                .isEqualTo(NotificationState.NOT_SENT.name());
    }

    @Test
    void whoWasReachedByTheAppIsNotCalled() throws Exception {
        assertThat(callAfter(transaction -> store.reachedByApp(transaction, OFFER.offer(), NOW)))
                .isEqualTo(NotificationState.NOT_SENT.name());
    }

    /** The state of the call's row when that change had to wait for the one who gives the push up. */
    private String callAfter(Consumer<Transaction> change) throws Exception {
        Notification push =
                Notification.begun(OFFER, Channel.PUSH, NotificationState.SENT, null, NOW, NOW.plusSeconds(8), NOW);
        act(transaction -> store.insert(transaction, List.of(push)));
        CompletableFuture<Void> changed = database.inTransaction(transaction -> {
            store.lock(transaction, List.of(push.id()));
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> act(change));
            awaitOneWhoWaits();
            store.save(transaction, List.of(push.ended(NotificationState.FAILED, "no receipt", NOW)));
            store.insert(
                    transaction,
                    List.of(Notification.begun(
                            OFFER, Channel.CALL, NotificationState.PENDING, null, NOW, NOW.plusSeconds(20), NOW)));
            return other;
        });
        changed.get(20, TimeUnit.SECONDS);
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT state FROM notifications WHERE channel = 'call'")
                        .mapTo(String.class)
                        .one());
    }

    private void act(Consumer<Transaction> work) {
        boolean unused = database.inTransaction(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    private void awaitOneWhoWaits() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isOneWaiting()) {
            assertThat(System.nanoTime()).as("somebody waits for a lock").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private boolean isOneWaiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select("SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock')")
                        .mapTo(Boolean.class)
                        .one());
    }
}
