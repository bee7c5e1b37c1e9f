package io.citywatch.alerts.track;

import io.citywatch.alerts.access.Person;
import io.citywatch.alerts.audit.AuditEntry;
import io.citywatch.alerts.audit.AuditLog;
import io.citywatch.alerts.events.LiveEvents;
import io.citywatch.alerts.incident.Outcome;
import io.citywatch.alerts.store.Database;
import io.citywatch.alerts.store.Transaction;
import io.citywatch.alerts.track.TrackRequest.State;
import io.citywatch.model.registry.Vehicle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may look at a track, and keeps consents and requests, each act with its audit in one transaction.
 * Thread-safe.
 */
public final class TrackRights {
    /** Reads older than this need a second person. */
    public static final Duration ALONE = Duration.ofDays(90);
    /** An owner agrees to no longer time at once. */
    public static final Duration LONGEST_CONSENT = Duration.ofDays(30);

    static final Duration REQUEST_WAITS = Duration.ofDays(7);
    static final Duration GRANT_LASTS = Duration.ofHours(24);
    /** So that nobody buries the one that matters. */
    static final int MOST_OPEN = 20;

    /** May this be looked at? */
    public sealed interface Decision {
        /** @param grantedBy the second person; null where none is asked */
        record Allowed(TrackGround ground, @Nullable String grantedBy) implements Decision {}

        /** No case of it is open, and nobody agreed. */
        record NoGround() implements Decision {}

        /** @param ground what would do with a second person */
        record NeedsSecondPerson(TrackGround ground) implements Decision {}
    }

    /**
     * What somebody may look at of a vehicle now.
     *
     * @param ground the strongest, whatever time it covers; null if there is none
     * @param closed what is missing for the time that was asked, {@code case} or {@code second person}; null if nothing
     * @param consent the one in force
     * @param secondPersonBefore reads before then need one
     * @param requests the caller's own that were granted
     */
    public record Access(
            @Nullable TrackGround ground,
            @Nullable String closed,
            @Nullable Consent consent,
            Instant secondPersonBefore,
            List<TrackRequest> requests) {}

    private final Database database;
    private final TrackAccessStore store;
    private final AuditLog audit;
    private final LiveEvents events;
    private final Clock clock;
    private final Supplier<String> ids;

    public TrackRights(
            Database database,
            TrackAccessStore store,
            AuditLog audit,
            LiveEvents events,
            Clock clock,
            Supplier<String> ids) {
        this.database = database;
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Whether the person may look at the vehicle's track of that time.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public Decision decide(Vehicle vehicle, Instant from, Instant to, Person person) {
        Instant now = now();
        return decide(grounds(vehicle, now), granted(vehicle, person, now), from, to, now);
    }

    private static Decision decide(
            List<TrackGround> grounds, List<TrackRequest> granted, Instant from, Instant to, Instant now) {
        TrackGround ground = grounds.stream()
                .filter(each -> each.covers(from, to))
                .findFirst()
                .orElse(null);
        if (ground == null) {
            return new Decision.NoGround();
        }
        if (!ground.kind().asksASecondPerson() && !from.isBefore(now.minus(ALONE))) {
            return new Decision.Allowed(ground, null);
        }
        return granted.stream()
                .filter(each -> each.covers(from, to))
                .findFirst()
                .<Decision>map(each -> new Decision.Allowed(ground, each.decidedBy()))
                .orElseGet(() -> new Decision.NeedsSecondPerson(ground));
    }

    /**
     * The same, told before anybody looks: a look that is refused stands in the audit.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public Access access(Vehicle vehicle, Instant from, Instant to, Person person) {
        Instant now = now();
        List<TrackGround> grounds = grounds(vehicle, now);
        List<TrackRequest> granted = granted(vehicle, person, now);
        return new Access(
                grounds.stream().findFirst().orElse(null),
                closedBy(decide(grounds, granted, from, to, now)),
                store.consent(vehicle.plate(), now).orElse(null),
                now.minus(ALONE),
                granted);
    }

    private static @Nullable String closedBy(Decision decision) {
        if (decision instanceof Decision.Allowed) {
            return null;
        }
        return decision instanceof Decision.NoGround ? "case" : "second person";
    }

    private List<TrackRequest> granted(Vehicle vehicle, Person person, Instant now) {
        return store.granted(vehicle.plate(), person.name(), now);
    }

    private List<TrackGround> grounds(Vehicle vehicle, Instant now) {
        return store.grounds(vehicle.plate(), List.of(vehicle.plate(), vehicle.tag()), now);
    }

    /**
     * Records that the owner agrees.
     *
     * @return empty if a consent is in force already
     * @throws IllegalArgumentException naming what is wrong
     */
    public Optional<Consent> consent(String plate, String givenBy, String reference, Instant until, Person by) {
        Instant now = now();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_CONSENT))) {
            throw new IllegalArgumentException("until: " + until.toEpochMilli() + " (expected: after now, "
                    + now.toEpochMilli() + ", and at most " + LONGEST_CONSENT.toDays() + " days ahead)");
        }
        Consent consent = new Consent(ids.get(), plate, givenBy, reference, by.name(), now, until);
        return database.inTransaction(transaction -> {
            if (!store.insert(transaction, consent)) {
                return Optional.empty();
            }
            Map<String, String> detail = Map.of("givenBy", givenBy, "reference", reference, "until", until.toString());
            write(transaction, "vehicle.consent", plate, detail, by, now);
            return Optional.of(consent);
        });
    }

    /** The owner agrees no more; false if no consent is in force. */
    public boolean endConsent(String plate, Person by) {
        Instant now = now();
        return database.inTransaction(transaction -> {
            Optional<Consent> ended = store.endConsent(transaction, plate, now);
            ended.ifPresent(consent -> write(
                    transaction, "vehicle.consent-end", plate, Map.of("reference", consent.reference()), by, now));
            return ended.isPresent();
        });
    }

    /**
     * Asks for a second person.
     *
     * @return empty if too many of the same person wait already
     */
    public Optional<TrackRequest> request(String plate, Instant from, Instant to, String reason, Person by) {
        Instant now = now();
        TrackRequest request = new TrackRequest(
                ids.get(),
                plate,
                from,
                to,
                reason,
                by.name(),
                now,
                State.OPEN,
                null,
                null,
                null,
                now.plus(REQUEST_WAITS));
        return database.inTransaction(transaction -> {
            if (store.open(transaction, by.name(), now) >= MOST_OPEN) {
                return Optional.empty();
            }
            store.insert(transaction, request);
            Map<String, String> detail =
                    Map.of("request", request.id(), "reason", reason, "from", from.toString(), "to", to.toString());
            write(transaction, "vehicle.track-request", plate, detail, by, now);
            transaction.afterCommit(() -> events.publish(LiveEvents.TRACK_REQUEST, request));
            return Optional.of(request);
        });
    }

    /** The newest first. */
    public List<TrackRequest> list(boolean openOnly, @Nullable String after, int limit) {
        Instant now = now();
        return store.list(openOnly, after, limit, now).stream()
                .map(each -> each.at(now))
                .toList();
    }

    /** The second person agrees; nobody agrees with themselves. */
    public Outcome grant(String id, Person by) {
        return decide(id, State.GRANTED, null, by);
    }

    /** The second person does not agree; who asked may withdraw it so. */
    public Outcome refuse(String id, String because, Person by) {
        return decide(id, State.REFUSED, because, by);
    }

    /** As it stands. */
    public Optional<TrackRequest> find(String id) {
        Instant now = now();
        return database.inTransaction(transaction -> store.lock(transaction, id))
                .map(each -> each.at(now));
    }

    private Outcome decide(String id, State decision, @Nullable String because, Person by) {
        Instant now = now();
        return database.inTransaction(transaction -> {
            TrackRequest request =
                    store.lock(transaction, id).map(each -> each.at(now)).orElse(null);
            if (request == null) {
                return Outcome.notFound();
            }
            if (request.state() != State.OPEN) {
                return Outcome.conflict("track request " + id + " is " + request.state());
            }
            TrackRequest decided = request.decided(decision, by.name(), now, because, now.plus(GRANT_LASTS));
            store.save(transaction, decided);
            Map<String, String> detail = new HashMap<>(Map.of("request", id, "requestedBy", request.requestedBy()));
            if (because != null) {
                detail.put("reason", because);
            }
            String action = decision == State.GRANTED ? "vehicle.track-grant" : "vehicle.track-refuse";
            write(transaction, action, request.plate(), detail, by, now);
            transaction.afterCommit(() -> events.publish(LiveEvents.TRACK_REQUEST, decided));
            return Outcome.done();
        });
    }

    private void write(
            Transaction transaction, String action, String plate, Map<String, String> detail, Person by, Instant now) {
        Map<String, String> told = new HashMap<>(detail);
        told.put("role", by.role().text());
        audit.write(transaction, new AuditEntry(now, by.name(), action, plate, told));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
