package io.citywatch.alerts.closure;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.nearest.RoadClosures;
import io.citywatch.alerts.nearest.Streets;
import io.citywatch.alerts.nearest.Travel;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Polling;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes and opens roads, each act audited, and keeps the streets of this process as the table says: at once for its own
 * acts, within a second for those of other processes and for what opens by itself. Thread-safe.
 */
public final class ClosureBook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosureBook.class);

    private final Database database;
    private final ClosureStore store;
    private final AuditLog audit;
    private final LiveEvents events;
    private final @Nullable Streets streets;
    private final Clock clock;
    private final Supplier<String> ids;
    private @Nullable Rerouting rerouting;
    private List<Closure> applied = List.of();
    private volatile @Nullable Polling polling;

    /** @param streets none where no map is known: closures are then only listed */
    private ClosureBook(
            Database database,
            ClosureStore store,
            AuditLog audit,
            LiveEvents events,
            @Nullable Streets streets,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.streets = streets;
        this.clock = clock;
        this.ids = ids;
    }

    /** Closes what stands as closed; throws if it cannot be read. */
    public static ClosureBook open(
            Database database,
            ClosureStore store,
            AuditLog audit,
            LiveEvents events,
            @Nullable Streets streets,
            Clock clock,
            Supplier<String> ids) {
        ClosureBook book = new ClosureBook(database, store, audit, events, streets, clock, ids);
        book.refresh();
        return book;
    }

    /** Begins to watch for changes; from now on people are asked and warned anew. */
    public synchronized void watch(Rerouting tell) {
        rerouting = tell;
        polling = Polling.start("closures", this::refresh);
    }

    /**
     * A closure with the streets that it shuts, by name; none where no map is known.
     *
     * @param edges stretches of road
     */
    public record Shown(Closure closure, int edges, List<String> streets) {}

    /**
     * Closes every road that passes within the radius.
     *
     * @throws IllegalArgumentException naming what is wrong; also if no road passes there
     */
    public Shown close(
            double lat, double lon, @Nullable Double radius, String reason, @Nullable Instant until, Person by) {
        Instant now = now();
        Closure closure = new Closure(
                ids.get(),
                lat,
                lon,
                radius == null ? Closure.DEFAULT_RADIUS_METERS : radius,
                reason,
                by.name(),
                now,
                until,
                null);
        Shown shown = shown(closure);
        if (streets != null && shown.edges() == 0) {
            throw new IllegalArgumentException("lat, lon: " + lat + ", " + lon
                    + " (expected: a place with a road within " + closure.radiusMeters() + " m)");
        }
        database.inTransaction(transaction -> {
            store.insert(transaction, closure);
            audit.write(
                    transaction,
                    new AuditEntry(
                            now,
                            by.name(),
                            "closure.close",
                            closure.id(),
                            Map.of("role", by.role().text(), "reason", reason)));
            return true;
        });
        refresh();
        return shown;
    }

    /** Opens the road again; false if no such closure stands. */
    public boolean open(String id, Person by) {
        Instant now = now();
        boolean opened = database.inTransaction(transaction -> {
            boolean ended = store.end(transaction, id, now);
            if (ended) {
                audit.write(
                        transaction,
                        new AuditEntry(
                                now,
                                by.name(),
                                "closure.open",
                                id,
                                Map.of("role", by.role().text())));
            }
            return ended;
        });
        if (opened) {
            refresh();
        }
        return opened;
    }

    /** Those that stand, the newest first. */
    public List<Shown> standing() {
        return store.standing(now()).stream().map(this::shown).toList();
    }

    public Optional<Shown> find(String id) {
        return standing().stream()
                .filter(shown -> shown.closure().id().equals(id))
                .findFirst();
    }

    private Shown shown(Closure closure) {
        if (streets == null) {
            return new Shown(closure, 0, List.of());
        }
        RoadClosures shut = RoadClosures.of(streets.graph(), List.of(circle(closure)));
        return new Shown(closure, shut.edges(), List.copyOf(shut.names(streets.graph())));
    }

    private static RoadClosures.Circle circle(Closure closure) {
        return new RoadClosures.Circle(closure.position(), closure.radiusMeters());
    }

    private synchronized void refresh() {
        List<Closure> standing = store.standing(now());
        if (standing.equals(applied)) {
            return;
        }
        String why = difference(applied, standing);
        Travel before = streets == null
                ? null
                : streets.close(RoadClosures.of(
                        streets.graph(),
                        standing.stream().map(ClosureBook::circle).toList()));
        applied = standing;
        LOG.info("closures: {} stand; {}", standing.size(), why);
        if (before != null && streets != null && rerouting != null) {
            rerouting.roadsChanged(before, streets, why);
        }
        events.publish(LiveEvents.CLOSURES, Map.of("standing", standing.size()));
    }

    private String difference(List<Closure> before, List<Closure> now) {
        List<String> parts = new ArrayList<>();
        now.stream()
                .filter(closure -> !before.contains(closure))
                .forEach(closure -> parts.add("closed: " + named(closure) + closure.reason()));
        before.stream()
                .filter(closure -> !now.contains(closure))
                .forEach(closure -> parts.add("open again: " + named(closure) + closure.reason()));
        return String.join("; ", parts);
    }

    private String named(Closure closure) {
        TreeSet<String> names = new TreeSet<>(shown(closure).streets());
        return names.isEmpty() ? "" : String.join(", ", names) + ", ";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        Polling begun = polling;
        if (begun != null) {
            begun.close();
        }
    }
}
