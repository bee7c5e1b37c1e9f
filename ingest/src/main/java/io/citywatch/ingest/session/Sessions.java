package io.citywatch.ingest.session;

import io.citywatch.ingest.auth.Credentials;
import io.citywatch.model.registry.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this gateway: of clients that are connected, and of those that left and may come back. The CONNECT
 * that stands last owns the id. What is kept is bounded, and what expires first goes first. Thread-safe.
 */
public final class Sessions implements Credentials.Watcher {
    private final Map<String, Session> connected = new ConcurrentHashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private final TreeSet<Kept> byExpiry =
            new TreeSet<>(Comparator.comparing(Kept::expiresAt).thenComparing(Kept::client));
    private final TreeSet<Kept> byWill =
            new TreeSet<>(Comparator.comparing(Kept::willAt).thenComparing(Kept::client));
    private final int most;

    /** @param most sessions to keep of clients that are not connected */
    public Sessions(int most) {
        this.most = most;
    }

    /** The session of a client that left. Its will, if it has one, is due no later than the session expires. */
    private record Kept(
            String client,
            SessionState state,
            Instant expiresAt,
            @Nullable Will will,
            Instant willAt) {}

    /**
     * Takes the id over from an older connection, if there is one.
     *
     * @param taker hears what was left to the session, as soon as an older connection has let go of it; on any thread
     */
    public void open(Session session, Instant now, Consumer<Handover> taker) {
        Session older;
        Handover left = Handover.NOTHING;
        synchronized (this) {
            older = connected.put(session.client(), session);
            if (older == null) {
                left = claim(session.client(), now);
            }
        }
        if (older == null) {
            taker.accept(left);
            return;
        }
        older.leave(Departure.TAKEN_OVER);
        var unused = older.released().thenAccept(taker);
    }

    /**
     * The connection of a session that has begun has ended. The session is kept for its time, or handed to whoever
     * took the id over.
     *
     * @param fire hears of each will that is due now, before the next connection begins
     * @return true if it still owned its id, so that the client is gone now
     */
    public boolean close(Session session, Instant now, Consumer<Will> fire) {
        boolean ends = session.expiry().isZero();
        Will will = session.will();
        boolean due = will != null && (ends || will.delay().isZero());
        List<Will> wills = new ArrayList<>(1);
        if (will != null && due) {
            wills.add(will);
        }
        boolean last;
        synchronized (this) {
            last = connected.remove(session.client(), session);
            if (last && !ends) {
                keep(session, due ? null : will, now, wills);
            }
        }
        wills.forEach(fire);
        if (!last) {
            session.released().complete(new Handover(ends ? null : session.state(), due ? null : will));
        }
        return last;
    }

    /** Lets go of what has expired, and of wills whose delay is over; to be called now and then. */
    public void sweep(Instant now, Consumer<Will> fire) {
        List<Will> wills = new ArrayList<>();
        synchronized (this) {
            while (!byWill.isEmpty() && !now.isBefore(byWill.first().willAt())) {
                Kept said = byWill.pollFirst();
                addWill(said, wills);
                byExpiry.remove(said);
                Kept silent = new Kept(said.client(), said.state(), said.expiresAt(), null, said.expiresAt());
                kept.put(said.client(), silent);
                byExpiry.add(silent);
            }
            while (!byExpiry.isEmpty() && !now.isBefore(byExpiry.first().expiresAt())) {
                forget(byExpiry.first());
            }
        }
        wills.forEach(fire);
    }

    /** The session of a client that is connected. */
    public Optional<Session> find(String client) {
        return Optional.ofNullable(connected.get(client));
    }

    @Override
    public void barred(String client) {
        find(client).ifPresent(session -> session.leave(Departure.BARRED));
    }

    @Override
    public void repaced(Credential now) {
        find(now.client()).ifPresent(session -> session.repace(now));
    }

    /** How many sessions are kept of clients that are not connected. */
    public synchronized int keptCount() {
        return kept.size();
    }

    private Handover claim(String client, Instant now) {
        Kept found = kept.get(client);
        if (found == null) {
            return Handover.NOTHING;
        }
        forget(found);
        return new Handover(now.isBefore(found.expiresAt()) ? found.state() : null, found.will());
    }

    private void keep(Session session, @Nullable Will will, Instant now, List<Will> wills) {
        session.inbox().pack();
        Instant expiresAt = now.plus(session.expiry());
        Duration delay = will == null ? session.expiry() : will.delay();
        Instant willAt = delay.compareTo(session.expiry()) < 0 ? now.plus(delay) : expiresAt;
        Kept one = new Kept(session.client(), session.state(), expiresAt, will, willAt);
        kept.put(one.client(), one);
        byExpiry.add(one);
        if (will != null) {
            byWill.add(one);
        }
        if (kept.size() > most) {
            Kept first = byExpiry.first();
            forget(first);
            addWill(first, wills);
        }
    }

    private void forget(Kept one) {
        kept.remove(one.client());
        byExpiry.remove(one);
        byWill.remove(one);
    }

    private static void addWill(@Nullable Kept one, List<Will> wills) {
        if (one != null && one.will() != null) {
            wills.add(one.will());
        }
    }
}
