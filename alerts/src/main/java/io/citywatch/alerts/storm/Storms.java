package io.citywatch.alerts.storm;

import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether there is a storm, each time that it runs, and tells the pages of this process when that changed,
 * whichever process saw it first. Thread-safe.
 */
public final class Storms implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Storms.class);
    private static final String ACTOR = "dispatch";
    private static final String CITY = "city";

    private final Database database;
    private final StormStore store;
    private final AuditLog audit;
    private final LiveEvents events;
    private final StormSettings settings;
    private final Clock clock;
    private @Nullable StormState told;

    /**
     * What people are shown.
     *
     * @param since when it began; absent if there is none
     * @param incidents new ones in the time that counts
     * @param operators on duty
     * @param most so many are no storm
     */
    public record View(boolean storm, @Nullable Instant since, int incidents, int operators, int most) {}

    public Storms(
            Database database,
            StormStore store,
            AuditLog audit,
            LiveEvents events,
            StormSettings settings,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks once. May throw while the database is away. */
    @Override
    public synchronized void run() {
        Instant now = now();
        StormLoad load = load(now);
        StormState state = store.read();
        if (!StormRules.next(state, load, now, settings).equals(state)) {
            state = change(load, now);
        }
        StormState before = told;
        told = state;
        // After a start the pages ask for it; what is then told is only what changed since.
        if (before != null && before.isOn() != state.isOn()) {
            events.publish(LiveEvents.STORM, view(state, load));
        }
    }

    /** One process at a time; whoever comes second sees what the first made of it. */
    private StormState change(StormLoad load, Instant now) {
        return database.inTransaction(transaction -> {
            StormState state = store.lock(transaction);
            StormState next = StormRules.next(state, load, now, settings);
            if (next.equals(state)) {
                return state;
            }
            store.save(transaction, next);
            if (next.isOn() != state.isOn()) {
                String what = next.isOn() ? "storm.begin" : "storm.end";
                Map<String, String> detail = Map.of(
                        "incidents", Integer.toString(load.incidents()),
                        "operators", Integer.toString(load.operators()));
                audit.write(transaction, new AuditEntry(now, ACTOR, what, CITY, detail));
                transaction.afterCommit(() -> LOG.info(
                        "{}: {} new incidents, {} operators on duty", what, load.incidents(), load.operators()));
            }
            return next;
        });
    }

    /** How it stands now. Asks the database. */
    public View view() {
        return view(store.read(), load(now()));
    }

    private View view(StormState state, StormLoad load) {
        return new View(
                state.isOn(),
                state.since(),
                load.incidents(),
                load.operators(),
                settings.incidents() * load.operators());
    }

    private StormLoad load(Instant now) {
        return store.load(now.minus(settings.within()), now.minus(settings.present()), now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
